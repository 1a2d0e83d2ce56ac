import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE } from 'js-yaml';

/** A value of a text, by where it and its children stand. */
export interface OffsetNode {
  /** Offset of its first character; undefined for a value that is not written out. */
  readonly start: number | undefined;
  readonly children?: ReadonlyMap<string, Child>;
}

interface Child {
  /** Offset of the key; in a list, of the item itself. */
  readonly namedAt: number | undefined;
  readonly node: OffsetNode;
}

/**
 * The offsets of all values of a YAML text, by the parser that gives the values too. Undefined for what it cannot parse,
 * and where there is nothing.
 */
export function readOffsets(text: string): OffsetNode | undefined {
  try {
    return new EventReader(text).read();
  } catch {
    return undefined;
  }
}

/** Turns the flat events of a parser into a tree of offsets. */
class EventReader {
  readonly #text: string;
  readonly #events: readonly Event[];
  /** After the event that opens the document. */
  #next = 1;

  constructor(text: string) {
    this.#text = text;
    this.#events = parseEvents(text, {});
  }

  /** The first document; undefined where there is none. */
  read(): OffsetNode | undefined {
    return this.#isAtEnd() ? undefined : this.#readNode();
  }

  #readNode(): OffsetNode {
    const event = this.#events[this.#next++] as Event;
    switch (event.type) {
      case EVENT_ID.MAPPING:
        return { start: event.start, children: this.#readPairs() };
      case EVENT_ID.SEQUENCE:
        return { start: event.start, children: this.#readItems() };
      case EVENT_ID.SCALAR:
        return { start: event.valueStart === -1 ? undefined : this.#startOfScalar(event) };
      case EVENT_ID.ALIAS:
        return { start: event.anchorStart - 1 };
      case EVENT_ID.DOCUMENT:
      case EVENT_ID.POP:
        throw new Error('A document is made of nodes.');
    }
  }

  #readPairs(): Map<string, Child> {
    const children = new Map<string, Child>();
    while (!this.#isAtEnd()) {
      const event = this.#events[this.#next] as Event;
      const key = this.#readNode();
      const node = this.#readNode();
      if (event.type === EVENT_ID.SCALAR) {
        children.set(getScalarValue(this.#text, event), { namedAt: key.start, node });
      }
    }
    this.#next++;
    return children;
  }

  #readItems(): Map<string, Child> {
    const children = new Map<string, Child>();
    while (!this.#isAtEnd()) {
      const node = this.#readNode();
      children.set(String(children.size), { namedAt: node.start, node });
    }
    this.#next++;
    return children;
  }

  #isAtEnd(): boolean {
    return (this.#events[this.#next]?.type ?? EVENT_ID.POP) === EVENT_ID.POP;
  }

  /** The events begin at the content; a person looks for the quote, or for the sign of a block. */
  #startOfScalar({ style, valueStart }: Extract<Event, { type: typeof EVENT_ID.SCALAR }>): number {
    switch (style) {
      case SCALAR_STYLE.PLAIN:
        return valueStart;
      case SCALAR_STYLE.SINGLE_QUOTED:
      case SCALAR_STYLE.DOUBLE_QUOTED:
        return valueStart - 1;
      case SCALAR_STYLE.LITERAL_BLOCK:
      case SCALAR_STYLE.FOLDED_BLOCK: {
        const before = this.#text.slice(0, valueStart).trimEnd();
        const line = before.slice(before.lastIndexOf('\n') + 1);
        const sign = line.search(/[|>][-+0-9]*[ \t]*(?:#.*)?$/);
        return sign === -1 ? valueStart : before.length - line.length + sign;
      }
    }
  }
}

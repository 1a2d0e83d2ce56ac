import { appendPointer } from '../finding/json-pointer.ts';

/** A value of a source together with the place it was found at. */
export class SourceNode {
  readonly value: unknown;
  readonly pointer: string;

  constructor(value: unknown, pointer = '') {
    this.value = value;
    this.pointer = pointer;
  }

  /** The child with exactly this key. */
  get(key: string): SourceNode | undefined {
    const { value } = this;
    return isMapping(value) && Object.hasOwn(value, key)
      ? new SourceNode(value[key], appendPointer(this.pointer, key))
      : undefined;
  }

  /** The node at a path of exact keys. */
  at(...keys: string[]): SourceNode | undefined {
    return keys.reduce<SourceNode | undefined>((node, key) => node?.get(key), this);
  }

  /** The child whose key is the first of these names that occurs, however its words are joined and cased. */
  find(...names: string[]): SourceNode | undefined {
    const children = this.entries();
    for (const name of names) {
      const wanted = plainKey(name);
      const found = children.find(([key]) => plainKey(key) === wanted);
      if (found !== undefined) return found[1];
    }
    return undefined;
  }

  entries(): [string, SourceNode][] {
    const { value } = this;
    if (!isMapping(value)) return [];
    return Object.entries(value).map(([key, child]) => [
      key,
      new SourceNode(child, appendPointer(this.pointer, key)),
    ]);
  }

  items(): SourceNode[] {
    return Array.isArray(this.value)
      ? this.value.map((child, i) => new SourceNode(child, appendPointer(this.pointer, i)))
      : [];
  }

  get isMapping(): boolean {
    return isMapping(this.value);
  }

  get isList(): boolean {
    return Array.isArray(this.value);
  }

  /** A text with something in it, without the space around it. */
  text(): string | undefined {
    const text = typeof this.value === 'string' ? this.value.trim() : '';
    return text === '' ? undefined : text;
  }

  /** A text, or a number written as one. */
  scalarText(): string | undefined {
    return typeof this.value === 'number' && Number.isFinite(this.value) ? String(this.value) : this.text();
  }

  boolean(): boolean | undefined {
    return typeof this.value === 'boolean' ? this.value : undefined;
  }

  /** Every value below that holds no other; an empty list or mapping is one too, so that it is accounted for. */
  leaves(): SourceNode[] {
    const children = this.isList ? this.items() : this.entries().map(([, child]) => child);
    return children.length === 0 ? [this] : children.flatMap((child) => child.leaves());
  }
}

/** `owner_oncall`, `ownerOncall` and `Owner-Oncall` are one name. */
export function plainKey(key: string): string {
  return key.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

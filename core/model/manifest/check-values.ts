import { onKey, onValue, type Place, type Problem } from '../finding/draft-finding.ts';
import { appendPointer } from '../finding/json-pointer.ts';
import { manifestLimits } from './limits.ts';

/** Characters that make a text look like something else: controls, and marks that reorder what is shown. */
const HIDDEN = /[[\p{Cc}--[\t\n\r]]\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/v;

/**
 * Problems that a schema cannot express: numbers that do not survive, text that deceives, and more values
 * than any manifest has, which is what an alias bomb becomes.
 */
export function checkValues(root: unknown): Problem[] {
  const problems: Problem[] = [];
  const open: Node[] = [{ value: root }];
  let count = 0;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    count += 1;
    if (count > manifestLimits.values) return [tooManyValues()];
    const { value } = node;
    if (typeof value === 'number' && !isKept(value)) problems.push(lostNumber(value, pointerOf(node)));
    else if (typeof value === 'string' && !isPlain(value))
      problems.push(hiddenCharacter(value, onValue(pointerOf(node))));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, child] of Object.entries(value)) {
        const inner = { value: child, key, parent: node };
        if (!Array.isArray(value) && !isPlain(key))
          problems.push(hiddenCharacter(key, onKey(pointerOf(inner))));
        open.push(inner);
      }
    }
  }
  return problems;
}

/** A value and the way to it: few have a problem, so a pointer is made for those alone. */
interface Node {
  readonly value: unknown;
  readonly key?: string;
  readonly parent?: Node;
}

function pointerOf({ key, parent }: Node): string {
  return key === undefined || parent === undefined ? '' : appendPointer(pointerOf(parent), key);
}

function tooManyValues(): Problem {
  return {
    rule: 'yaml/aliases',
    message: `The file stands for more than ${manifestLimits.values.toLocaleString('en')} values once its aliases are written out.`,
    help: 'Write the repeated values out; manifests rarely need aliases.',
    place: { offset: 0, endOffset: 0 },
  };
}

function isKept(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

function lostNumber(value: number, pointer: string): Problem {
  return {
    rule: 'yaml/number',
    message: Number.isFinite(value)
      ? 'This number has more digits than can be kept exactly.'
      : 'Infinity and not-a-number are not values of a manifest.',
    help: 'Put the number in quotes, or use a smaller one.',
    place: onValue(pointer),
  };
}

function isPlain(text: string): boolean {
  return !HIDDEN.test(text) && text.isWellFormed();
}

function hiddenCharacter(text: string, place: Place): Problem {
  const hidden = HIDDEN.exec(text)?.[0];
  const name =
    hidden === undefined
      ? 'half a surrogate pair'
      : `U+${(hidden.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return {
    rule: 'yaml/hidden-character',
    message: `The text holds an invisible character (${name}) that could make it read differently from what it says.`,
    help: 'Delete the character and type the text again.',
    place,
  };
}

import { distance } from 'fastest-levenshtein';
import { SortedList } from './sorted-list.ts';

/** Numbers of terms are small and reused. */
export type TermNumber = number;

/**
 * The words that an index knows, each with a number. An edit costs what its own words cost, however many there are:
 * the alphabetical order is brought up to date at the next look at it, by what has come and gone since.
 */
export class TermDictionary {
  readonly #numbers = new Map<string, TermNumber>();
  readonly #texts: string[] = [];
  readonly #letters: number[] = [];
  readonly #free: TermNumber[] = [];
  readonly #sorted = new SortedList<string>(compareText);
  readonly #coming = new Set<string>();
  readonly #leaving = new Set<string>();

  numberOf(text: string): TermNumber | undefined {
    return this.#numbers.get(text);
  }

  /** The number of a term, which gets one when it has none yet. */
  add(text: string): TermNumber {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#free.pop() ?? this.#texts.length;
    this.#numbers.set(text, number);
    this.#texts[number] = text;
    this.#letters[number] = lettersOf(text);
    if (!this.#leaving.delete(text)) this.#coming.add(text);
    return number;
  }

  delete(number: TermNumber): void {
    const text = this.#texts[number];
    if (text === undefined || !this.#numbers.delete(text)) return;
    this.#texts[number] = '';
    this.#letters[number] = 0;
    this.#free.push(number);
    if (!this.#coming.delete(text)) this.#leaving.add(text);
  }

  /** Terms that begin with a text, in alphabetical order. */
  *beginningWith(text: string): Generator<string> {
    const terms = this.terms;
    for (let i = this.#sorted.firstNotBefore(text); i < terms.length; i++) {
      const term = terms[i] as string;
      if (!term.startsWith(text)) return;
      yield term;
    }
  }

  /** Terms at most so many edits away from a word, each with how many. */
  *near(word: string, edits: number): Generator<[term: string, apart: number]> {
    const letters = lettersOf(word);
    for (let number = 0; number < this.#letters.length; number++) {
      // An edit changes two letters at most. Nearly all terms are told apart by that alone.
      if (bitsOf((this.#letters[number] as number) ^ letters) > 2 * edits) continue;
      const term = this.#texts[number] as string;
      if (term === '' || Math.abs(term.length - word.length) > edits) continue;
      const apart = distance(word, term);
      if (apart <= edits) yield [term, apart];
    }
  }

  /** All terms in alphabetical order. */
  get terms(): readonly string[] {
    if (this.#leaving.size > 0) this.#sorted.removeAll(this.#leaving);
    if (this.#coming.size > 0) this.#sorted.addAll([...this.#coming]);
    this.#leaving.clear();
    this.#coming.clear();
    return this.#sorted.items;
  }
}

/** Which letters a text has, as bits; some letters share one. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let i = 0; i < text.length; i++) letters |= 1 << (text.charCodeAt(i) & 31);
  return letters;
}

function bitsOf(number: number): number {
  let bits = 0;
  for (let rest = number; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

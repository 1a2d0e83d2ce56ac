import { termsOf } from './terms-of.ts';
import { type Hits, TextIndex } from './text-index.ts';

/** A question of more words than this is cut: nobody reads so far. */
const MOST_WORDS = 12;
/** Beginnings of words shorter than this are too many to mean anything. */
const SHORTEST_PREFIX = 2;

/** What a question has found. */
export interface Found extends Hits {
  /** How rare each of its words was: given back, later pages score as this one did, whatever changes in between. */
  readonly rarities: readonly number[];
}

/** Full text over the registry: every word must be there, or begin a word; typos are forgiven where that finds nothing. */
export class TextSearch {
  readonly index = new TextIndex();

  /** @param rarities of an earlier page of the same question */
  find(question: string, rarities: readonly number[] = []): Found {
    const words = [...new Set(termsOf(question))].slice(0, MOST_WORDS);
    if (words.length === 0) return { documents: [], scores: new Float64Array(0), rarities: [] };
    const look = (fits: readonly ReadonlyMap<string, number>[], some: boolean): Found => {
      const groups = fits.map((fit, i) => ({ fits: fit, rarity: rarities[i] ?? this.index.rarityOf(fit) }));
      return { ...this.index.find(groups, { some }), rarities: groups.map(({ rarity }) => rarity) };
    };
    const strict = words.map((word) => this.#beginningWith(word));
    const exact = look(strict, false);
    if (exact.documents.length > 0) return exact;
    const forgiving = words.map((word, i) => (strict[i]?.size ? strict[i] : this.#like(word)));
    const near = look(forgiving, false);
    return near.documents.length > 0 ? near : look(forgiving, true);
  }

  /** Terms that a word is, or begins; the more of the term it covers, the better it fits. */
  #beginningWith(word: string): Map<string, number> {
    const fits = new Map<string, number>();
    for (const term of this.index.terms.beginningWith(word)) {
      if (term === word) fits.set(term, 1);
      else if (word.length >= SHORTEST_PREFIX) fits.set(term, (0.6 * word.length) / term.length);
      else break;
    }
    return fits;
  }

  /** Terms a typo or two away. */
  #like(word: string): Map<string, number> {
    const edits = word.length > 7 ? 2 : word.length > 3 ? 1 : 0;
    const near = edits === 0 ? [] : [...this.index.terms.near(word, edits)];
    return new Map(near.map(([term, apart]) => [term, 0.4 / apart]));
  }
}

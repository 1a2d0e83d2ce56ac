import { type DocumentNumber, Posting } from './posting.ts';
import { TermDictionary, type TermNumber } from './term-dictionary.ts';
import { type FieldTexts, wordWeights } from './word-weights.ts';

export interface Hits {
  /** Documents found, in no order. */
  readonly documents: readonly DocumentNumber[];
  /** Score by document; higher is better, zero for what was not found. */
  readonly scores: Float64Array;
}

/** What one word of a question stands for. */
export interface WordGroup {
  /** How well each term fits the word, from 0 to 1. */
  readonly fits: ReadonlyMap<string, number>;
  /** How much it says of a document to have the word. */
  readonly rarity: number;
}

/** The terms of one document, and where each posting has it. */
interface Entry {
  readonly terms: Uint32Array;
  readonly places: Uint32Array;
}

/**
 * An inverted index with the weights of BM25, added up over fields when a document is put in. A search touches
 * nothing but the postings of its words, so it takes well under a millisecond where objects for each hit would
 * take tens. An edit touches the words of its document, not the documents of its words.
 */
export class TextIndex {
  readonly terms = new TermDictionary();
  /** By the number of the term. */
  readonly #postings: Posting[] = [];
  readonly #entries = new Map<DocumentNumber, Entry>();
  #highest = -1;

  put(document: DocumentNumber, texts: FieldTexts): void {
    this.remove(document);
    const weights = wordWeights(texts);
    const terms = new Uint32Array(weights.size);
    const places = new Uint32Array(weights.size);
    let i = 0;
    for (const [text, weight] of weights) {
      const term = this.terms.add(text);
      this.#postings[term] ??= new Posting();
      terms[i] = term;
      places[i] = this.#postings[term].add(document, weight);
      i++;
    }
    this.#entries.set(document, { terms, places });
    this.#highest = Math.max(this.#highest, document);
  }

  remove(document: DocumentNumber): void {
    const entry = this.#entries.get(document);
    if (entry === undefined) return;
    this.#entries.delete(document);
    entry.terms.forEach((term, i) => {
      const posting = this.#postings[term] as Posting;
      const place = entry.places[i] as number;
      const moved = posting.removeAt(place);
      if (moved !== undefined) this.#move(moved, term, place);
      if (posting.documents.length === 0) this.terms.delete(term);
    });
  }

  /** How rare a word is: near zero for one that all documents have. */
  rarityOf(fits: ReadonlyMap<string, number>): number {
    const total = this.#entries.size;
    let having = 0;
    for (const term of fits.keys()) having += this.#postingOf(term)?.documents.length ?? 0;
    const some = Math.min(having, total);
    return Math.log(1 + (total - some + 0.5) / (some + 0.5));
  }

  /** Documents that have one of each group's terms; with `some`, of any group's. */
  find(groups: readonly WordGroup[], { some }: { readonly some: boolean }): Hits {
    const scores = new Float64Array(this.#highest + 1);
    const found = new Uint8Array(this.#highest + 1);
    const touched: DocumentNumber[] = [];
    groups.forEach(({ fits, rarity }, i) => {
      for (const [term, fit] of fits) this.#score(term, fit * rarity, i, scores, found, touched, some);
    });
    const documents = some ? touched : touched.filter((document) => found[document] === groups.length);
    if (!some) for (const document of touched) if (found[document] !== groups.length) scores[document] = 0;
    return { documents, scores };
  }

  #postingOf(term: string): Posting | undefined {
    const number = this.terms.numberOf(term);
    return number === undefined ? undefined : this.#postings[number];
  }

  #move(document: DocumentNumber, term: TermNumber, place: number): void {
    const entry = this.#entries.get(document);
    const at = entry?.terms.indexOf(term) ?? -1;
    if (entry !== undefined && at !== -1) entry.places[at] = place;
  }

  /** `found` counts the groups that a document has had so far; one that misses a group is never looked at again. */
  #score(
    term: string,
    factor: number,
    group: number,
    scores: Float64Array,
    found: Uint8Array,
    touched: DocumentNumber[],
    some: boolean,
  ): void {
    const posting = this.#postingOf(term);
    if (posting === undefined) return;
    const { documents, weights } = posting;
    for (let i = 0; i < documents.length; i++) {
      const document = documents[i] as number;
      const seen = found[document] as number;
      if (!some && seen < group) continue;
      if (scores[document] === 0) touched.push(document);
      scores[document] = (scores[document] as number) + (weights[i] as number) * factor;
      found[document] = group + 1;
    }
  }
}

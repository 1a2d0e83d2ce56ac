import { termsOf } from './terms-of.ts';

/** Texts of one document by field. */
export type FieldTexts = Readonly<Record<FieldName, string>>;

/** Documents of an index are numbers, small and reused, so that scores fit in an array. */
export type DocumentNumber = number;

export interface Hits {
  /** Documents found, in no order. */
  readonly documents: readonly DocumentNumber[];
  /** Score by document; higher is better, zero for what was not found. */
  readonly scores: Float64Array;
}

interface Posting {
  readonly documents: DocumentNumber[];
  readonly weights: number[];
}

/** How much a word weighs in a field, and how many words the field usually has. */
const fields = {
  id: { boost: 6, usual: 3 },
  name: { boost: 6, usual: 3 },
  tags: { boost: 3, usual: 4 },
  summary: { boost: 2, usual: 14 },
  description: { boost: 1, usual: 60 },
} as const;

type FieldName = keyof typeof fields;
const fieldNames = Object.keys(fields) as FieldName[];

/**
 * An inverted index with the weights of BM25, added up over fields when a document is put in. A search touches
 * nothing but the postings of its words, so it takes well under a millisecond where objects for each hit would
 * take tens.
 */
export class TextIndex {
  readonly #postings = new Map<string, Posting>();
  readonly #termsByDocument = new Map<DocumentNumber, readonly string[]>();
  #highest = -1;
  #sortedTerms: readonly string[] | undefined;

  put(document: DocumentNumber, texts: FieldTexts): void {
    this.remove(document);
    const weights = weightsOf(texts);
    for (const [term, weight] of weights) {
      let posting = this.#postings.get(term);
      if (posting === undefined) {
        posting = { documents: [], weights: [] };
        this.#postings.set(term, posting);
        this.#sortedTerms = undefined;
      }
      posting.documents.push(document);
      posting.weights.push(weight);
    }
    this.#termsByDocument.set(document, [...weights.keys()]);
    this.#highest = Math.max(this.#highest, document);
  }

  remove(document: DocumentNumber): void {
    for (const term of this.#termsByDocument.get(document) ?? []) {
      const posting = this.#postings.get(term);
      const at = posting?.documents.indexOf(document) ?? -1;
      if (posting === undefined || at === -1) continue;
      posting.documents.splice(at, 1);
      posting.weights.splice(at, 1);
      if (posting.documents.length > 0) continue;
      this.#postings.delete(term);
      this.#sortedTerms = undefined;
    }
    this.#termsByDocument.delete(document);
  }

  /** All terms in alphabetical order. */
  get terms(): readonly string[] {
    this.#sortedTerms ??= [...this.#postings.keys()].sort();
    return this.#sortedTerms;
  }

  /**
   * Documents that have one of each group's terms; with `some`, of any group's. Each group stands for one word of
   * a question and says how well each of its terms fits that word.
   */
  find(groups: readonly ReadonlyMap<string, number>[], { some }: { readonly some: boolean }): Hits {
    const scores = new Float64Array(this.#highest + 1);
    const found = new Uint8Array(this.#highest + 1);
    const touched: DocumentNumber[] = [];
    groups.forEach((group, i) => {
      for (const [term, fit] of group) this.#score(term, fit, i, scores, found, touched, some);
    });
    const documents = some ? touched : touched.filter((document) => found[document] === groups.length);
    if (!some) for (const document of touched) if (found[document] !== groups.length) scores[document] = 0;
    return { documents, scores };
  }

  /** `found` counts the groups that a document has had so far; one that misses a group is never looked at again. */
  #score(
    term: string,
    fit: number,
    group: number,
    scores: Float64Array,
    found: Uint8Array,
    touched: DocumentNumber[],
    some: boolean,
  ): void {
    const posting = this.#postings.get(term);
    if (posting === undefined) return;
    const { documents, weights } = posting;
    const rarity = Math.log(
      1 + (this.#termsByDocument.size - documents.length + 0.5) / (documents.length + 0.5),
    );
    for (let i = 0; i < documents.length; i++) {
      const document = documents[i] as number;
      const seen = found[document] as number;
      if (!some && seen < group) continue;
      if (scores[document] === 0) touched.push(document);
      scores[document] = (scores[document] as number) + (weights[i] as number) * rarity * fit;
      found[document] = group + 1;
    }
  }
}

/** BM25's damping: the tenth occurrence of a word says little more than the third, and less in a long text. */
function weightsOf(texts: FieldTexts): Map<string, number> {
  const weights = new Map<string, number>();
  for (const field of fieldNames) {
    const { boost, usual } = fields[field];
    const terms = termsOf(texts[field]);
    const damping = 1.2 * (0.25 + (0.75 * terms.length) / usual);
    for (const [term, count] of countOf(terms)) {
      weights.set(term, (weights.get(term) ?? 0) + (boost * count) / (count + damping));
    }
  }
  return weights;
}

function countOf(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

import { termsOf } from './terms-of.ts';

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

/** Texts of one document by field. */
export type FieldTexts = Readonly<Record<FieldName, string>>;

/** What each word says of a document, as BM25 has it: the tenth occurrence says little more than the third, and less in a long text. */
export function wordWeights(texts: FieldTexts): Map<string, number> {
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

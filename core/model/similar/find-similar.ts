import type { Entry } from '../manifest/manifest.ts';
import { type PurposeVector, purposeVector } from './purpose-vector.ts';

export interface SimilarEntry {
  readonly entry: Entry;
  /** 0 to 1: the share of purpose the two have in common. */
  readonly score: number;
  /** The words, scopes and APIs that weigh most in common. */
  readonly shared: readonly string[];
}

/**
 * Existing entries with much the same purpose as a new one: cosine likeness of their weighted words, a word
 * counting more the rarer it is in the catalog.
 */
export function findSimilar(
  subject: Entry,
  existing: readonly Entry[],
  { threshold, limit }: { readonly threshold: number; readonly limit: number },
): SimilarEntry[] {
  const others = existing.filter((entry) => !(entry.id === subject.id && entry.kind === subject.kind));
  const vectors = others.map(purposeVector);
  const rarity = rarityOf(vectors);
  const target = purposeVector(subject);
  const targetLength = lengthOf(target, rarity);
  return others
    .map((entry, i) => compare(entry, vectors[i] ?? new Map(), target, targetLength, rarity))
    .filter(({ score }) => score >= threshold)
    .toSorted((a, b) => b.score - a.score || (a.entry.id < b.entry.id ? -1 : 1))
    .slice(0, limit);
}

type Rarity = (term: string) => number;

function rarityOf(vectors: readonly PurposeVector[]): Rarity {
  const counts = new Map<string, number>();
  for (const vector of vectors)
    for (const term of vector.keys()) counts.set(term, (counts.get(term) ?? 0) + 1);
  return (term) => Math.log(1 + (vectors.length + 1) / ((counts.get(term) ?? 0) + 1));
}

function compare(
  entry: Entry,
  vector: PurposeVector,
  target: PurposeVector,
  targetLength: number,
  rarity: Rarity,
): SimilarEntry {
  const products: (readonly [string, number])[] = [];
  for (const [term, weight] of target) {
    const other = vector.get(term);
    if (other !== undefined) products.push([term, weight * other * rarity(term) ** 2]);
  }
  if (products.length === 0) return { entry, score: 0, shared: [] };
  const dot = products.reduce((sum, [, product]) => sum + product, 0);
  const score = dot / (targetLength * lengthOf(vector, rarity) || 1);
  const shared = products
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 5)
    .map(([term]) => term);
  return { entry, score: Math.round(score * 100) / 100, shared };
}

function lengthOf(vector: PurposeVector, rarity: Rarity): number {
  let sum = 0;
  for (const [term, weight] of vector) sum += (weight * rarity(term)) ** 2;
  return Math.sqrt(sum);
}

import type { Entry } from '../manifest/manifest.ts';

/** Weighted words of an entry: what it is for, as far as its manifest says. */
export type PurposeVector = ReadonlyMap<string, number>;

const stopWords = new Set(
  'a an and are as at be by can do does for from has have if in into is it its new not of on or our out over that the their them then there they this to up use used uses using via we when which who will with you your app apps connector connectors service services system systems tool tools data api apis team teams'.split(
    ' ',
  ),
);

/** Names, tags, scopes and APIs say more about the purpose than a word of the description. */
const weights = { name: 3, summary: 2, tag: 3, scope: 2.5, api: 3, provider: 3, description: 0.5 } as const;

export function purposeVector(entry: Entry): PurposeVector {
  const vector = new Map<string, number>();
  const add = (term: string, weight: number): void => {
    vector.set(term, Math.max(vector.get(term) ?? 0, weight));
  };
  const addWords = (text: string | undefined, weight: number): void => {
    for (const word of wordsOf(text ?? '')) add(word, weight);
  };
  addWords(entry.name, weights.name);
  addWords(entry.summary, weights.summary);
  addWords(entry.description?.slice(0, 2000), weights.description);
  for (const tag of entry.tags ?? []) addWords(tag, weights.tag);
  for (const permission of entry.permissions ?? [])
    for (const scope of permission.scopes ?? []) add(`scope ${scope}`, weights.scope);
  for (const list of [entry.apis?.provides, entry.apis?.consumes]) {
    for (const api of list ?? [])
      add(`api ${(typeof api === 'string' ? api : api.name).toLowerCase()}`, weights.api);
  }
  if (entry.kind === 'Connector') addWords(entry.provider, weights.provider);
  return vector;
}

function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => word.length > 1 && !stopWords.has(word))
    .map(stem);
}

/** Folds the commonest English endings, so that "invoices" meets "invoice" and "syncing" meets "sync". */
function stem(word: string): string {
  if (word.length > 5 && word.endsWith('ing')) return word.slice(0, -3);
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && word.endsWith('ed')) return word.slice(0, -2);
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

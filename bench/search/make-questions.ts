import type { App } from '@souk/model/manifest/manifest.ts';
import { type Random, seededRandom } from '../generate/random.ts';

/** Addresses to ask for; no two of a kind are alike, so nothing can be answered from an answer before. */
export interface Questions {
  readonly facets: readonly string[];
  readonly search: readonly string[];
  readonly page: readonly string[];
}

/** Makes questions that people could have, of the words and values of a catalog, with beginnings of words and typos. */
export function makeQuestions(apps: readonly App[], count: number, seed: number): Questions {
  const random = seededRandom(seed);
  const words = wordsOf(apps);
  const word = (): string => misspell(random, random.pick(words));
  const filter = (): Parameter => pickFilter(random, random.pick(apps));
  const limit = (): Parameter => ['limit', String(random.int(10, 50))];
  const sort = (): Parameter => ['sort', random.pick(['name', '-updated', 'stage'])];
  return {
    facets: distinct(count, () =>
      addressOf('facets', random.chance(0.5) ? [filter()] : [filter(), ['q', word()]]),
    ),
    search: distinct(count, () => addressOf('entities', [['q', `${word()} ${word()}`], limit()])),
    page: distinct(count, () => addressOf('entities', [filter(), filter(), sort(), limit()])),
  };
}

type Parameter = readonly [name: string, value: string];

function wordsOf(apps: readonly App[]): string[] {
  return [...new Set(apps.flatMap(({ name, summary }) => `${name} ${summary}`.match(/[a-z]{3,}/gi) ?? []))];
}

function misspell(random: Random, word: string): string {
  if (random.chance(0.2)) return word.slice(0, 3);
  if (random.chance(0.2)) return `${word.slice(0, 2)}${word.slice(3)}`;
  return word;
}

function pickFilter(random: Random, { owner, domain = 'none', tags = [], runtime }: App): Parameter {
  return random.pick([
    ['owner', owner],
    ['domain', domain],
    ['runtime', runtime.type],
    ...tags.map((tag): Parameter => ['tag', tag]),
  ]);
}

function addressOf(list: 'facets' | 'entities', parameters: readonly Parameter[]): string {
  return `/api/v1/${list}?${new URLSearchParams(parameters.map(([name, value]) => [name, value]))}`;
}

/** A catalog of few words has fewer questions than are wanted. */
function distinct(count: number, make: () => string): string[] {
  const made = new Set<string>();
  for (let tries = 0; made.size < count && tries < count * 20; tries++) made.add(make());
  return [...made];
}

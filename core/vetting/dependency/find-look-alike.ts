import { distance } from 'fastest-levenshtein';
import { glanceAt, normalizeName } from './normalize-name.ts';

export interface LookAlike {
  /** The popular name that it resembles. */
  readonly popular: string;
  /** A clause: `differs in one letter`. */
  readonly how: string;
}

/** Names of one kind of package that others imitate, arranged for looking up. */
export interface PopularNames {
  readonly type: string;
  /** Names that are beyond suspicion. */
  readonly genuine: ReadonlySet<string>;
  readonly popular: ReadonlySet<string>;
  readonly byGlance: ReadonlyMap<string, string>;
  readonly byWords: ReadonlyMap<string, string>;
  readonly byLength: ReadonlyMap<number, readonly string[]>;
}

/** Among shorter names, to be one letter apart is the rule. */
const shortestForLetters = 5;
const shortestForSwaps = 4;

/** @param genuine well-used names that resemble a popular one and are what they say */
export function arrangePopularNames(
  type: string,
  popular: readonly string[],
  genuine: readonly string[] = [],
): PopularNames {
  const names = popular.map((name) => normalizeName(type, name));
  return {
    type,
    genuine: new Set([...names, ...genuine.map((name) => normalizeName(type, name))]),
    popular: new Set(names),
    byGlance: new Map(names.map((name) => [glanceAt(name), name])),
    byWords: new Map(names.filter(hasWords).map((name) => [sortedWords(name), name])),
    byLength: Map.groupBy(names, ({ length }) => length),
  };
}

/** The popular name that a name could be mistaken for; undefined when there is none, or the name is popular itself. */
export function findLookAlike(given: string, popular: PopularNames): LookAlike | undefined {
  const name = normalizeName(popular.type, given);
  if (popular.genuine.has(name)) return undefined;
  const twin = popular.byGlance.get(glanceAt(name));
  if (twin !== undefined) return { popular: twin, how: 'reads the same at a glance' };
  const turned = hasWords(name) ? popular.byWords.get(sortedWords(name)) : undefined;
  if (turned !== undefined) return { popular: turned, how: 'has its words in another order' };
  const stem = popular.type === 'npm' ? name.replace(/[.-]?js$/, '') : name;
  if (stem !== name && popular.popular.has(stem)) return { popular: stem, how: 'adds js to it' };
  for (const length of [name.length, name.length - 1, name.length + 1]) {
    const near = popular.byLength.get(length)?.find((other) => isOneSlipAway(name, other));
    if (near !== undefined) return { popular: near, how: 'differs in one letter' };
  }
  return undefined;
}

/** One letter more, less or other, or two that changed places. */
export function isOneSlipAway(name: string, other: string, shortest = shortestForLetters): boolean {
  const length = Math.min(name.length, other.length);
  if (length >= shortestForSwaps && name.length === other.length && isSwapped(name, other)) return true;
  return length >= shortest && distance(name, other) === 1 && !isHarmlessSlip(name, other);
}

/** A plural or a number at the end tells another package of the same family. */
function isHarmlessSlip(name: string, other: string): boolean {
  const [long, short] = name.length > other.length ? [name, other] : [other, name];
  return (
    (long.startsWith(short) && /(?:[^s]s|\d)$/.test(long)) ||
    (name.length === other.length &&
      name.slice(0, -1) === other.slice(0, -1) &&
      /\d$/.test(name) &&
      /\d$/.test(other))
  );
}

function isSwapped(name: string, other: string): boolean {
  let at = 0;
  while (at < name.length && name[at] === other[at]) at += 1;
  return (
    name[at] === other[at + 1] && name[at + 1] === other[at] && name.slice(at + 2) === other.slice(at + 2)
  );
}

function hasWords(name: string): boolean {
  return /[a-z0-9][-_.][a-z0-9]/.test(name) && !name.includes('/');
}

function sortedWords(name: string): string {
  return name.split(/[-_.]/).sort().join(' ');
}

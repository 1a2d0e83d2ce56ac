import { unexpected } from './builtin-error.ts';

const BUILTIN = 'object.subset';

type Verdict = 'yes' | 'no' | 'unclear';
type JsonObject = Readonly<Record<string, unknown>>;

/**
 * `object.subset(super, sub)` for two objects: whether `super` has every key of `sub` with the same value, and for
 * objects among the values the same again.
 *
 * OPA takes arrays and sets as well, and judges them differently: `[1, 2, 3]` does not hold `[1, 3]`, but
 * `{1, 2, 3}` holds `{1, 3}`. Here both arrive as arrays. So two lists under one key are judged only where every
 * reading says no; otherwise the call is refused rather than guessed.
 *
 * @throws {BuiltinError} when an argument is no object, or the answer depends on lists
 */
export function isObjectSubset(superset: unknown, subset: unknown): boolean {
  for (const value of [superset, subset]) {
    if (!isObject(value)) throw unexpected(BUILTIN, 'two objects', value);
  }
  const verdict = judge(superset, subset);
  if (verdict === 'unclear') {
    throw unexpected(BUILTIN, 'objects without lists and without integers above 2^53', [superset, subset]);
  }
  return verdict === 'yes';
}

function judge(superset: unknown, subset: unknown): Verdict {
  if (isObject(superset) && isObject(subset)) return judgeObjects(superset, subset);
  if (Array.isArray(superset) && Array.isArray(subset)) return lacks(superset, subset) ? 'no' : 'unclear';
  if (superset !== subset) return 'no';
  return Number.isInteger(subset) && !Number.isSafeInteger(subset) ? 'unclear' : 'yes';
}

function judgeObjects(superset: JsonObject, subset: JsonObject): Verdict {
  let verdict: Verdict = 'yes';
  for (const [key, value] of Object.entries(subset)) {
    const found = Object.hasOwn(superset, key) ? judge(superset[key], value) : 'no';
    if (found === 'no') return 'no';
    if (found === 'unclear') verdict = 'unclear';
  }
  return verdict;
}

/** True when `sub` is no part of `list`, whether they are arrays or sets. */
function lacks(list: readonly unknown[], sub: readonly unknown[]): boolean {
  return sub.length > list.length || sub.some((item) => isScalar(item) && !list.includes(item));
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

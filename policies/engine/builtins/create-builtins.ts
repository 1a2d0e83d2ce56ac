import { addDate } from './add-date.ts';
import { compareVersions, isVersion } from './compare-versions.ts';
import { diffTimes } from './diff-times.ts';
import { anyPrefixMatches, anySuffixMatches } from './match-affixes.ts';
import { NS_PER_MILLISECOND, writeNanoseconds } from './nanoseconds.ts';
import { isObjectSubset } from './object-subset.ts';
import { parseBytes } from './parse-bytes.ts';
import { parseRfc3339 } from './parse-rfc3339.ts';
import { createReplaceMatches } from './replace-matches.ts';

/** A function that a rule calls: arguments from `JSON.parse`, the result for `JSON.stringify`. */
export type Builtin = (...args: unknown[]) => unknown;

/**
 * The functions of OPA that its WebAssembly lacks and that rules may use, by the name that a rule writes. Each
 * gives what OPA 1.19 gives, and throws a `BuiltinError` where OPA raises an error; none returns undefined.
 */
export function createBuiltins({ now }: { readonly now: () => Date }): Readonly<Record<string, Builtin>> {
  const nowNs = (): object => {
    const date = now();
    return writeNanoseconds('time.now_ns', BigInt(date.getTime()) * NS_PER_MILLISECOND, date);
  };
  return {
    'object.subset': isObjectSubset,
    'regex.replace': createReplaceMatches(),
    'semver.compare': compareVersions,
    'semver.is_valid': isVersion,
    'strings.any_prefix_match': anyPrefixMatches,
    'strings.any_suffix_match': anySuffixMatches,
    'time.add_date': addDate,
    'time.diff': diffTimes,
    'time.now_ns': nowNs,
    'time.parse_rfc3339_ns': parseRfc3339,
    'units.parse_bytes': parseBytes,
  };
}

import { valueAt } from '../finding/json-pointer.ts';
import type { PolicyRule } from './policy-rule.ts';

/** A case of a rule: what it judged, and what it found. */
export interface RuleCase {
  readonly name: string;
  readonly input: unknown;
  readonly violations: readonly {
    readonly path: string;
    readonly params: Readonly<Record<string, unknown>>;
  }[];
}

/** A case with violations beside one without, and what tells them apart. */
export interface RuleExample {
  readonly failing: RuleCase;
  readonly passing: RuleCase;
  /** JSON pointers into the input that the rule reads and that differ. */
  readonly differences: readonly string[];
}

/** How much an example loses by what makes it harder to read, in characters of difference. */
const costs = { furtherViolation: 40, nothingThere: 60, unclearName: 20 } as const;

/** What differs in the manifest itself is seen at once; what surrounds it has to be told. */
const SURROUNDINGS = 3;

/** The two cases of a rule that differ least in what it reads: they show best what it asks. */
export function chooseExample(rule: PolicyRule, cases: readonly RuleCase[]): RuleExample | undefined {
  const pointers = rule.reads
    .filter((path) => path.startsWith('input.'))
    .map((path) => `/${path.split('.').slice(1).join('/')}`);
  const pairs = cases
    .filter(({ violations }) => violations.length > 0)
    .flatMap((failing) =>
      cases
        .filter(({ violations, input }) => violations.length === 0 && sameKind(input, failing.input))
        .map((passing) => weigh(failing, passing, pointers)),
    );
  return pairs.reduce<Weighed | undefined>(
    (best, pair) => (best === undefined || pair.weight < best.weight ? pair : best),
    undefined,
  );
}

type Weighed = RuleExample & { readonly weight: number };

function weigh(failing: RuleCase, passing: RuleCase, pointers: readonly string[]): Weighed {
  const texts = pointers.map((pointer) => [jsonAt(failing.input, pointer), jsonAt(passing.input, pointer)]);
  const differing = pointers.filter((_, i) => texts[i]?.[0] !== texts[i]?.[1]);
  const size = texts.reduce((sum, [a = '', b = ''], i) => {
    const factor = pointers[i]?.startsWith('/entity/') === true ? 1 : SURROUNDINGS;
    return a === b ? sum : sum + (a.length + b.length) * factor;
  }, 0);
  return {
    failing,
    passing,
    differences: differing.filter((pointer) => !differing.some((other) => pointer.startsWith(`${other}/`))),
    weight: size + clumsiness(failing, passing, differing),
  };
}

/** An example shows a value in both cases, one violation, and names that say which case is which. */
function clumsiness(failing: RuleCase, passing: RuleCase, differing: readonly string[]): number {
  const places = [...differing, ...failing.violations.map(({ path }) => `/entity${path}`)];
  const gone = places.some(
    (place) => valueAt(failing.input, place) !== undefined && valueAt(passing.input, place) === undefined,
  );
  const failsByName = /\bfails?\b/.test(failing.name) && !/\bpass(es)?\b/.test(failing.name);
  return (
    (failing.violations.length - 1) * costs.furtherViolation +
    (gone ? costs.nothingThere : 0) +
    (failsByName ? 0 : costs.unclearName) +
    (/\bpass(es)?\b/.test(passing.name) ? 0 : costs.unclearName)
  );
}

function jsonAt(input: unknown, pointer: string): string {
  return JSON.stringify(valueAt(input, pointer)) ?? '';
}

function sameKind(one: unknown, other: unknown): boolean {
  return valueAt(one, '/entity/kind') === valueAt(other, '/entity/kind');
}

import { digestOf } from '../engine/bundle.ts';
import type { Sources } from '../engine/sources.ts';
import { BuildError, refuse } from './build-error.ts';
import type { DeclaredRule } from './inspect-rules.ts';
import { mapAtATime } from './map-at-a-time.ts';
import type { Opa } from './opa.ts';

interface Dependencies {
  readonly base?: readonly (readonly { readonly type: string; readonly value: unknown }[])[];
}

/** Where the data that rules are configured by is found. */
const CONFIG = 'data.config';

/**
 * What each rule reads of its input and of the data, as dotted paths without positions in lists, through all the
 * functions that it calls.
 *
 * @param dir a workspace
 * @param known what is known to be read, by the id of the rule
 * @throws {BuildError} `sources-invalid` when a rule reads other rules: each is judged, waived and explained alone
 */
export async function traceReads(
  rules: readonly DeclaredRule[],
  dir: string,
  opa: Opa,
  known: ReadonlyMap<string, readonly string[]>,
): Promise<Map<string, readonly string[]>> {
  const reads = await mapAtATime(rules, async (rule) => known.get(rule.id) ?? readsOf(rule, dir, opa));
  refuse(
    rules.flatMap(({ id, source }, i) =>
      (reads[i] ?? [])
        .filter((path) => path.startsWith('data') && path !== CONFIG && !path.startsWith(`${CONFIG}.`))
        .map((path) => ({
          path: source,
          line: 1,
          column: 1,
          message: `The rule ${id} reads ${path}: a rule may read ${CONFIG} and call souk.lib, but no other rule.`,
        })),
    ),
  );
  return new Map(rules.map(({ id }, i) => [id, reads[i] ?? []]));
}

async function readsOf(rule: DeclaredRule, dir: string, opa: Opa): Promise<string[]> {
  const { stdout, stderr, exitCode } = await opa.run(
    ['deps', '--format', 'json', '--data', 'lib', '--data', rule.source, `data.${rule.package}.violation`],
    { cwd: dir },
  );
  if (exitCode !== 0) throw new BuildError('opa-failed', `opa deps of ${rule.id}: ${stderr.trim()}`);
  const { base = [] } = JSON.parse(stdout) as Dependencies;
  const paths = base.map((ref) => {
    // A name with a dot in it would read as two in a dotted path: what holds it counts as read.
    const open = ref.findIndex(
      ({ type, value }, i) => i > 0 && (type !== 'string' || String(value).includes('.')),
    );
    return (open === -1 ? ref : ref.slice(0, open)).map(({ value }) => String(value)).join('.');
  });
  return [...new Set(paths)].sort();
}

/** Changes when, and only when, the rule could yield something else: with its text, the libraries or its data. */
export function ruleDigest(
  rule: DeclaredRule,
  reads: readonly string[],
  sources: Sources,
  config: Readonly<Record<string, unknown>>,
): string {
  const libraries = [...sources].filter(([path]) => path.startsWith('lib/') && !path.endsWith('_test.rego'));
  const sections = reads.includes(CONFIG)
    ? new Set(Object.keys(config))
    : new Set(reads.flatMap((path) => (path.startsWith(`${CONFIG}.`) ? (path.split('.')[2] ?? []) : [])));
  const data = [...sections].sort().map((name) => [name, config[name] ?? null]);
  return digestOf(JSON.stringify([sources.get(rule.source), libraries, data]));
}

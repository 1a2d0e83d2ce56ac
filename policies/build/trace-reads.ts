import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '../engine/bundle.ts';
import type { Sources } from '../engine/sources.ts';
import { refuse } from './build-error.ts';
import type { DeclaredRule } from './inspect-rules.ts';
import { readsIn } from './module-reads.ts';
import type { Opa } from './opa.ts';
import { parseModules } from './parse-modules.ts';

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
  const unknown = rules.filter(({ id }) => !known.has(id));
  const paths = unknown.length === 0 ? [] : await listLibraries(dir);
  const modules = await parseModules([...paths, ...unknown.map(({ source }) => source)], dir, opa);
  const libraries = modules.slice(0, paths.length);
  const found = new Map(
    unknown.map(({ id, package: name }, i) => {
      const own = modules.slice(paths.length + i, paths.length + i + 1);
      return [id, readsIn([...libraries, ...own], `data.${name}.violation`)];
    }),
  );
  const reads = rules.map(({ id }) => known.get(id) ?? found.get(id));
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

async function listLibraries(dir: string): Promise<string[]> {
  const entries = await readdir(join(dir, 'lib'), { recursive: true }).catch(() => []);
  return entries.filter((name) => name.endsWith('.rego')).map((name) => `lib/${name}`);
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

import type { Sources } from '../engine/sources.ts';
import { isJudging } from '../engine/sources.ts';
import { BuildError } from './build-error.ts';
import type { Opa } from './opa.ts';

/** A Rego test beside the cases of rules, mostly of a library. */
export interface RegoTest {
  /** Package and rule, without `data.`. */
  readonly name: string;
  readonly path: string;
  readonly line: number;
  readonly passed: boolean;
  /** Parts of it that failed. */
  readonly failed: readonly string[];
}

interface TestResult {
  readonly package: string;
  readonly name: string;
  readonly location: { readonly file: string; readonly row: number };
  readonly fail?: boolean;
  readonly error?: unknown;
  readonly sub_results?: Readonly<Record<string, { readonly fail?: boolean }>>;
}

/** Lines of a Rego file that no test evaluated. */
export interface FileCoverage {
  readonly path: string;
  readonly covered: number;
  readonly uncovered: readonly number[];
}

interface Range {
  readonly start: { readonly row: number };
  readonly end: { readonly row: number };
}

interface CoverageReport {
  readonly files: Readonly<
    Record<string, { readonly covered?: readonly Range[]; readonly not_covered?: readonly Range[] }>
  >;
}

const FOLDERS = ['lib', 'testing', 'rules'];

/** The tests of libraries, and those that rules have beside their cases. */
export async function runOtherTests(
  sources: Sources,
  dir: string,
  opa: Opa,
  wanted: (name: string) => boolean,
): Promise<RegoTest[]> {
  const names = otherTests(sources).filter(wanted);
  if (names.length === 0) return [];
  const pattern = `^data\\.(${names.map((name) => name.replaceAll('.', '\\.')).join('|')})$`;
  const folders = FOLDERS.filter((folder) => sources.keys().some((path) => path.startsWith(`${folder}/`)));
  const { stdout, stderr } = await opa.run(['test', '--format', 'json', '--run', pattern, ...folders], {
    cwd: dir,
  });
  return parse<TestResult[]>(stdout, stderr).map(({ package: name, name: rule, location, ...result }) => ({
    name: `${name.replace(/^data\./, '')}.${rule}`,
    path: location.file,
    line: location.row,
    passed: result.fail !== true && result.error === undefined,
    failed: Object.entries(result.sub_results ?? {}).flatMap(([part, { fail }]) =>
      fail === true ? part : [],
    ),
  }));
}

function otherTests(sources: Sources): string[] {
  return [...sources].flatMap(([path, text]) => {
    if (!path.endsWith('.rego')) return [];
    const name = /^package\s+(\S+)/m.exec(text)?.[1] ?? '';
    const rules = new Set([...text.matchAll(/^(test_\w+)/gm)].map(([rule]) => rule));
    // The cases of a rule are run one by one, to tell what each expects and what comes.
    if (path.startsWith('rules/')) rules.delete('test_cases');
    return [...rules].map((rule) => `${name}.${rule}`);
  });
}

/** Which lines of rules and libraries the tests evaluate. OPA tells it only when they all pass: else undefined. */
export async function measureCoverage(
  sources: Sources,
  dir: string,
  opa: Opa,
): Promise<FileCoverage[] | undefined> {
  const folders = FOLDERS.filter((folder) => sources.keys().some((path) => path.startsWith(`${folder}/`)));
  const { stdout, stderr, exitCode } = await opa.run(['test', '--coverage', '--format', 'json', ...folders], {
    cwd: dir,
  });
  if (exitCode !== 0) return undefined;
  const { files } = parse<CoverageReport>(stdout, stderr);
  return Object.entries(files)
    .filter(([path]) => isJudging(path))
    .map(([path, { covered = [], not_covered: notCovered = [] }]) => {
      const reached = rowsOf(covered);
      const missed = [...rowsOf(notCovered)].filter((row) => !reached.has(row));
      return { path, covered: reached.size, uncovered: missed.sort((a, b) => a - b) };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Rows on which an expression begins: its later rows may belong to others within it. */
function rowsOf(ranges: readonly Range[]): Set<number> {
  return new Set(ranges.map(({ start }) => start.row));
}

function parse<Shape>(stdout: string, stderr: string): Shape {
  try {
    return JSON.parse(stdout) as Shape;
  } catch (cause) {
    throw new BuildError('opa-failed', `opa test: ${stderr.trim() || stdout.trim()}`, { cause });
  }
}

import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { ProvingTest } from './defence.ts';
import { type Standing, standingOf, type TestReport } from './test-report.ts';

export interface TestStanding extends ProvingTest {
  readonly standing: Standing;
  /** What the run printed. */
  readonly output: string;
}

/** After which a run is ended: a defence that is gone may leave one that never ends. */
const PATIENCE_MS = 300_000;

const LONGEST_OUTPUT = 64 * 1024 * 1024;

/** Runs tests in a copy of the tree, with bundles of what it holds now where they run end to end. */
export function runProvingTests(root: string, tests: readonly ProvingTest[]): TestStanding[] {
  const { scenario = [], process = [], unit = [] } = Object.groupBy(tests, ({ file }) => suiteOf(file));
  return [
    ...runWith('vitest.config.ts', root, unit),
    ...runWith('vitest.controller.config.ts', root, process),
    ...(scenario.length === 0 ? [] : runScenarios(root, scenario)),
  ];
}

function suiteOf(file: string): 'scenario' | 'process' | 'unit' {
  if (!file.endsWith('.e2e.test.ts')) return 'unit';
  return file.startsWith('controller/') ? 'process' : 'scenario';
}

function runScenarios(root: string, tests: readonly ProvingTest[]): TestStanding[] {
  const { status, output } = runNode(root, ['scripts/build-actions.ts']);
  if (status !== 0) return tests.map((test) => ({ ...test, standing: 'not-run', output }));
  return runWith('vitest.actions.config.ts', root, tests);
}

function runWith(config: string, root: string, tests: readonly ProvingTest[]): TestStanding[] {
  if (tests.length === 0) return [];
  const file = join(root, 'test-report.json');
  rmSync(file, { force: true });
  const { output } = runNode(root, [
    ...['node_modules/vitest/vitest.mjs', 'run', '--config', config],
    ...['--reporter=json', `--outputFile=${file}`],
    ...['--testNamePattern', tests.map(({ title }) => escapePattern(title)).join('|')],
    ...new Set(tests.map((test) => test.file)),
  ]);
  const report = readReport(file);
  return tests.map((test) => ({ ...test, standing: standingOf(report, root, test), output }));
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function readReport(file: string): TestReport {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { testResults: [] };
  }
}

function runNode(root: string, args: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
    maxBuffer: LONGEST_OUTPUT,
  });
  return { status, output: `${stdout}${stderr}` };
}

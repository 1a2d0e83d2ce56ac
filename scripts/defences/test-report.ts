import { join } from 'node:path';
import type { ProvingTest } from './defence.ts';

/** What Vitest writes with `--reporter=json`, as far as it is read here. */
export interface TestReport {
  readonly testResults: readonly {
    /** Absolute path. */
    readonly name: string;
    /** Why the file could not be run. */
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** `not-run`: there is no test of that name, it was skipped, or its file could not be loaded. */
export type Standing = 'passed' | 'failed' | 'not-run';

/** How the tests stand that a name stands for; one that fails is enough for all to have failed. */
export function standingOf(report: TestReport, root: string, { file, title }: ProvingTest): Standing {
  const states = report.testResults
    .filter(({ name }) => name === join(root, file))
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ fullName }) => fullName.includes(title))
    .map(({ status }) => status);
  if (states.includes('failed')) return 'failed';
  return states.includes('passed') ? 'passed' : 'not-run';
}

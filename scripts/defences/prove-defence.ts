import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Defence } from './defence.ts';
import { runProvingTests, type TestStanding } from './run-proving-tests.ts';

/**
 * `caught`: each of its tests fails without it. `survived`: one still passes. `not-run`: one did not run, so that nothing
 * is known. `text-gone`: what is to be taken out is not in the file, or more than once.
 */
export type Outcome = 'caught' | 'survived' | 'not-run' | 'text-gone';

export interface Proof {
  readonly defence: Defence;
  readonly outcome: Outcome;
  readonly tests: readonly TestStanding[];
  readonly seconds: number;
}

/** Takes a defence out of a copy of the tree, runs its tests, and puts it back. */
export function proveDefence(root: string, defence: Defence): Proof {
  const begun = performance.now();
  const file = join(root, defence.file);
  const text = readFileSync(file, 'utf8');
  const [before = '', after, ...more] = text.split(defence.from);
  if (after === undefined || more.length > 0) return { defence, outcome: 'text-gone', tests: [], seconds: 0 };
  writeFileSync(file, before + defence.to + after);
  try {
    const tests = runProvingTests(root, defence.tests);
    const seconds = (performance.now() - begun) / 1000;
    return { defence, outcome: outcomeOf(tests), tests, seconds };
  } finally {
    writeFileSync(file, text);
  }
}

function outcomeOf(tests: readonly TestStanding[]): Outcome {
  const standings = tests.map(({ standing }) => standing);
  if (standings.includes('passed')) return 'survived';
  return standings.includes('not-run') ? 'not-run' : 'caught';
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { appsOfSize } from '../generate/apps-of-size.ts';
import { generateCatalog } from '../generate/generate-catalog.ts';
import { writeRepository } from '../generate/write-repository.ts';
import { describeMachine } from '../machine/describe-machine.ts';

const TIMINGS = fileURLToPath(new URL('../../actions/e2e/gate-timings.ts', import.meta.url));
/** The parser of workflow files imports JSON as Node no longer does. */
const JSON_IMPORTS = new URL('../../actions/e2e/workflow/json-imports.ts', import.meta.url).href;

/** Milliseconds that GitHub takes for an answer. */
const DELAY_MS = 50;

interface Quantiles {
  readonly p50: number;
  readonly p95: number;
}

interface GateFigures {
  /** From the event until the required check is published: clone, start and judgement in a fresh clone. */
  readonly publishedMs: Quantiles;
  /** The step that judges, until all is published. */
  readonly verdictMs: Quantiles;
  readonly manifests: number;
}

/**
 * Times the verdict on a pull request that changes one app, in catalogs of several sizes, against a GitHub that takes
 * 50 ms for each answer. The bundles have to be built.
 */
export function benchGate(options: { sizes: readonly number[]; runs: number; seed: number }): object {
  const gate = Object.fromEntries(options.sizes.map((size) => [size, measure(size, options)]));
  const { cores, node } = describeMachine();
  return {
    gate,
    delayMs: DELAY_MS,
    runs: options.runs,
    machine: { cores, node },
  };
}

function measure(size: number, { runs, seed }: { runs: number; seed: number }): GateFigures {
  const root = mkdtempSync(join(tmpdir(), 'souk-bench-'));
  try {
    const files = generateCatalog({ apps: appsOfSize(size), seed, invalid: 0 });
    writeRepository(root, files);
    const app = files.find(({ content }) => typeof content === 'object' && content.kind === 'App');
    if (app === undefined) throw new Error('The generated catalog has no app.');
    const args = ['--catalog', root, '--app', app.path, '--runs', String(runs), '--delay', String(DELAY_MS)];
    const output = execFileSync(process.execPath, ['--import', JSON_IMPORTS, TIMINGS, ...args], {
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    const samples = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { publishedMs: number; verdictMs: number });
    return {
      publishedMs: quantiles(samples.map(({ publishedMs }) => publishedMs)),
      verdictMs: quantiles(samples.map(({ verdictMs }) => verdictMs)),
      manifests: files.length,
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The value that so many in a hundred do not exceed. */
function quantiles(values: readonly number[]): Quantiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);
  return { p50: at(0.5), p95: at(0.95) };
}

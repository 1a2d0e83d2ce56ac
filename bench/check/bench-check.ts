import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { appsOfSize } from '../generate/apps-of-size.ts';
import { generateCatalog } from '../generate/generate-catalog.ts';
import { writeRepository } from '../generate/write-repository.ts';
import { describeMachine } from '../machine/describe-machine.ts';
import { measureProcess, type ProcessSample } from './measure-process.ts';

const SOUK = fileURLToPath(new URL('../../actions/cli/souk.js', import.meta.url));

interface CheckFigures {
  /** Median of the whole process, from start to exit, with one changed app. */
  readonly wallMs: number;
  readonly spreadMs: readonly [min: number, max: number];
  /** The first run in a fresh clone, before anything is remembered. */
  readonly coldMs: number;
  readonly rssMb: number;
  /** Manifests in the catalog. */
  readonly manifests: number;
}

/**
 * Times `souk check` on a branch that changes one app, for catalogs of several sizes. The sizes take turns,
 * so that a machine that slows down slows them alike.
 */
export async function benchCheck(options: {
  sizes: readonly number[];
  runs: number;
  seed: number;
}): Promise<object> {
  const root = mkdtempSync(join(tmpdir(), 'souk-bench-'));
  try {
    const prepared = options.sizes.map((size) => ({
      size,
      ...prepare(join(root, String(size)), size, options.seed),
    }));
    const cold = new Map<number, ProcessSample>();
    for (const { size, dir } of prepared) cold.set(size, await checkOnce(dir));
    const warm = new Map<number, ProcessSample[]>();
    for (let run = 0; run < options.runs; run++) {
      for (const { size, dir } of prepared) warm.set(size, [...(warm.get(size) ?? []), await checkOnce(dir)]);
    }
    const { cores, node } = describeMachine();
    const check = Object.fromEntries(
      prepared.map(({ size, manifests }) => [size, figures(warm.get(size) ?? [], cold.get(size), manifests)]),
    );
    return { check, machine: { cores, node }, runs: options.runs };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** A clone with one app changed on a branch: a new version and another tag. */
function prepare(dir: string, size: number, seed: number): { dir: string; manifests: number } {
  const files = generateCatalog({ apps: appsOfSize(size), seed, invalid: 0 });
  writeRepository(dir, files);
  execFileSync('git', ['-C', dir, 'checkout', '--quiet', '-b', 'change']);
  settleIndex(
    dir,
    files.map(({ path }) => path),
  );
  const app = files.find(({ content }) => typeof content === 'object' && content.kind === 'App');
  if (app === undefined) throw new Error('the generated catalog has no app');
  const path = join(dir, app.path);
  const text = readFileSync(path, 'utf8').replace(
    /^version: (\d+)\.(\d+)\.(\d+)$/m,
    (_, major, minor, patch) => `version: ${major}.${minor}.${Number(patch) + 1}`,
  );
  writeFileSync(path, text.replace('memory: ', 'memory: 1'));
  return { dir, manifests: files.length };
}

/**
 * Git reads each file again that is as young as its index. A clone that somebody works in is older than that.
 */
function settleIndex(dir: string, paths: readonly string[]): void {
  const hourAgo = new Date(Date.now() - 60 * 60 * 1000);
  for (const path of paths) utimesSync(join(dir, path), hourAgo, hourAgo);
  execFileSync('git', ['-C', dir, 'status', '--short']);
}

async function checkOnce(dir: string): Promise<ProcessSample> {
  const sample = await measureProcess(process.execPath, [SOUK, 'check', '--repo', dir]);
  if (sample.exitCode !== 0) throw new Error(`souk check failed with ${sample.exitCode}: ${sample.output}`);
  if (!sample.output.includes('1 changed'))
    throw new Error(`souk check did not see the change: ${sample.output}`);
  return sample;
}

function figures(
  samples: readonly ProcessSample[],
  cold: ProcessSample | undefined,
  manifests: number,
): CheckFigures {
  const walls = samples.map(({ wallMs }) => wallMs).toSorted((a, b) => a - b);
  const median = walls[Math.floor(walls.length / 2)] ?? Number.NaN;
  return {
    wallMs: Math.round(median),
    spreadMs: [Math.round(walls[0] ?? Number.NaN), Math.round(walls.at(-1) ?? Number.NaN)],
    coldMs: Math.round(cold?.wallMs ?? Number.NaN),
    rssMb: Math.round(Math.max(...samples.map(({ rssMb }) => rssMb))),
    manifests,
  };
}

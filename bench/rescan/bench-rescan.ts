import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sbom } from '@souk/vetting/sbom/sbom.ts';
import { matchVulnerabilities } from '@souk/vetting/vulnerability/match-vulnerabilities.ts';
import { openAdvisoryStore } from '@souk/vetting/vulnerability/store/open-advisory-store.ts';
import type { VulnerabilitySettings } from '@souk/vetting/vulnerability/vulnerability-settings.ts';
import { weighVulnerabilities } from '@souk/vetting/vulnerability/weigh-vulnerabilities.ts';
import { seededRandom } from '../generate/random.ts';
import { describeMachine } from '../machine/describe-machine.ts';
import { generateSbom } from './generate-sbom.ts';
import { writeStore } from './write-store.ts';

export interface RescanOptions {
  /** Numbers of bills of materials. */
  readonly sizes: readonly number[];
  readonly runs: number;
  readonly seed: number;
  readonly advisories: number;
  /** In each bill of materials. */
  readonly components: number;
}

interface Sample {
  readonly wallMs: number;
  readonly vulnerabilities: number;
}

const NOW = new Date('2026-06-01T00:00:00Z');
const threshold = { deny: 'high', warn: 'medium', graceDays: 14, withoutFix: 'warn' } as const;
const settings: VulnerabilitySettings = {
  maxStoreAgeHours: 72,
  unknownSeverity: 'high',
  thresholds: { low: threshold, medium: threshold, high: threshold },
  allowed: [],
};

/**
 * Times the nightly look at all that is published: each bill of materials is read from disk in its normal form and held
 * against a store that was opened a moment ago. The sizes take turns.
 */
export async function benchRescan(options: RescanOptions): Promise<object> {
  const dir = mkdtempSync(join(tmpdir(), 'souk-rescan-'));
  try {
    await writeStore(dir, { ...options, now: NOW });
    const random = seededRandom(options.seed);
    for (let number = 0; number < Math.max(...options.sizes); number++)
      writeFileSync(sbomPath(dir, number), JSON.stringify(generateSbom(random, options.components)));
    const samples = new Map(options.sizes.map((size): [number, Sample[]] => [size, []]));
    for (let run = 0; run < options.runs; run++)
      for (const [size, list] of samples) list.push(rescan(dir, size));
    const { advisories, components, runs } = options;
    const { cores, node } = describeMachine();
    return {
      rescan: Object.fromEntries([...samples].map(([size, list]) => [size, figures(size, list)])),
      advisories,
      components,
      machine: { cores, node },
      runs,
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function sbomPath(dir: string, number: number): string {
  return join(dir, `${number}.json`);
}

function rescan(dir: string, size: number): Sample {
  const start = performance.now();
  using store = openAdvisoryStore(dir);
  let vulnerabilities = 0;
  for (let number = 0; number < size; number++) {
    const sbom: Sbom = JSON.parse(readFileSync(sbomPath(dir, number), 'utf8'));
    const { matches } = matchVulnerabilities(sbom, store);
    vulnerabilities += weighVulnerabilities(matches, { tier: 'medium', settings, now: NOW, vex: [] }).length;
  }
  return { wallMs: performance.now() - start, vulnerabilities };
}

function figures(size: number, samples: readonly Sample[]): object {
  const walls = samples.map(({ wallMs }) => wallMs).toSorted((a, b) => a - b);
  const median = walls[Math.floor(walls.length / 2)] ?? Number.NaN;
  return {
    wallMs: Math.round(median),
    perSbomMs: Number((median / size).toFixed(3)),
    spreadMs: [Math.round(walls[0] ?? Number.NaN), Math.round(walls.at(-1) ?? Number.NaN)],
    vulnerabilities: samples[0]?.vulnerabilities,
  };
}

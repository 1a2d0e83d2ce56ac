import { fileURLToPath } from 'node:url';
import { judgeSnapshot } from '@souk/model/check/check-catalog.ts';
import type { Finding } from '@souk/model/finding/finding.ts';
import type { App, Manifest } from '@souk/model/manifest/manifest.ts';
import { catalogOf } from '@souk/model/testing/catalogs.ts';
import { openEngine } from '@souk/policies/engine/open-engine.ts';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { agedFlaws, draftFlaws, type Flaws, refusedFlaws } from './flaws.ts';
import { generateApp } from './generate-app.ts';
import { generateCatalog } from './generate-catalog.ts';
import { planTeams } from './generate-teams.ts';
import { seededRandom } from './random.ts';
import { runtimes } from './words.ts';

const policies = fileURLToPath(new URL('../../policies', import.meta.url));
const now = new Date('2026-11-20T12:00:00Z');

function manifestsOf(apps: number, seed: number): Manifest[] {
  return generateCatalog({ apps, seed, invalid: 0 }).map(({ content }) => content as Manifest);
}

async function judge(manifests: readonly Manifest[]): Promise<readonly Finding[]> {
  const catalog = catalogOf(manifests);
  const snapshot = { catalog, unreadable: [], readTexts: async () => new Map<string, string>() };
  return (await judgeSnapshot(snapshot, { evaluator: await openEngine(policies) }, now)).findings;
}

function idsOf(findings: readonly Finding[]): Set<string> {
  return new Set(findings.flatMap(({ entity }) => entity?.id ?? []));
}

describe('when a catalog is generated', () => {
  it('is the same for the same shape only', () => {
    expect(generateCatalog({ apps: 30, seed: 4, invalid: 3 })).toEqual(
      generateCatalog({ apps: 30, seed: 4, invalid: 3 }),
    );
    expect(manifestsOf(30, 5)).not.toEqual(manifestsOf(30, 4));
  });

  it('has manifests of the size that teams write', () => {
    const sizes = manifestsOf(200, 1)
      .filter(({ kind }) => kind === 'App')
      .map((app) => stringify(app, { lineWidth: 100 }).length)
      .toSorted((a, b) => a - b);
    expect(sizes[20]).toBeGreaterThan(2000);
    expect(sizes[180]).toBeLessThan(3300);
  });

  it('is judged as a real one would be: nine entries in ten without a finding, hardly any refused', async () => {
    const apps = 1000;
    const findings = (await judge(manifestsOf(apps, 1))).filter(({ entity }) => entity?.kind === 'App');
    expect(idsOf(findings).size / apps).toBeGreaterThan(0.07);
    expect(idsOf(findings).size / apps).toBeLessThan(0.14);
    expect(idsOf(findings.filter(({ level }) => level === 'deny')).size / apps).toBeLessThan(0.01);
    expect(new Set(findings.map(({ rule }) => rule)).size).toBeGreaterThan(15);
  });

  it('begins with an app that nothing is found in, for benchmarks to change', async () => {
    for (const seed of [1, 2, 3]) {
      const manifests = manifestsOf(20, seed);
      const first = manifests.find(({ kind }) => kind === 'App') as App;
      expect(first.runtime.type).toBe('container');
      expect(idsOf(await judge(manifests))).not.toContain(first.id);
    }
  });
});

const kinds: readonly (readonly [string, Flaws, 'published' | 'proposed', string])[] = [
  ['what creeps in', agedFlaws, 'published', 'warn'],
  ['what a proposal lacks', draftFlaws, 'proposed', 'warn'],
  ['what is refused', refusedFlaws, 'published', 'deny'],
];

describe('when an app is spoiled', () => {
  it.each(kinds)('%s is found by its rule and by no other', async (_name, flaws, stage, level) => {
    const random = seededRandom(7);
    const teams = planTeams(random, 100);
    const spoiled = Object.entries(flaws).map(([rule, flaw], i) => {
      for (;;) {
        const plan = { id: `invoice-scanner-${i}`, stage, type: random.pick(runtimes) };
        const app = flaw(generateApp(random, plan, teams));
        if (app !== undefined) return { rule, app };
      }
    });
    const others = manifestsOf(100, 7).filter(({ kind }) => kind !== 'App' && kind !== 'Installation');
    const found = await judge([...others, ...spoiled.map(({ app }) => app)]);
    for (const { rule, app } of spoiled) {
      const own = found.filter(({ entity }) => entity?.id === app.id);
      expect(new Set(own.map((finding) => `${finding.rule} ${finding.level}`))).toEqual(
        new Set([`${rule} ${level}`]),
      );
    }
  });
});

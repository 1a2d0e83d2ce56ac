import type { Waiver } from '@souk/model/manifest/manifest.ts';
import { aWaiver } from '@souk/model/testing/manifests.ts';
import { describe, expect, it } from 'vitest';
import { anApp, aSnapshot } from '../testing/catalog-snapshot.ts';
import { isDue, planVetting } from './plan-vetting.ts';
import type { Vettable } from './vettable.ts';

const path = 'catalog/apps/crm/manifest.yaml';
const now = new Date('2026-06-01T00:00:00Z');
const policies = { settings: { limits: { maxFileBytes: 1_000 } }, digest: 'demands' };
type Policies = Parameters<typeof planVetting>[2];

interface World {
  readonly entry?: Partial<Vettable>;
  readonly blob?: string;
  readonly files?: readonly string[];
  readonly path?: string;
  readonly waivers?: readonly Waiver[];
  readonly demands?: string;
  readonly at?: Date;
}

const waiver = (changes: Partial<Waiver> = {}): Waiver =>
  aWaiver({
    id: 'w',
    rule: 'secret/token',
    entity: 'App/crm',
    expiresAt: '2026-06-20',
    ...changes,
  } as Waiver);

async function plan(world: World = {}) {
  const entry: Vettable = {
    key: { kind: 'App', id: 'crm' },
    ...{ digest: 'sha256:1', version: '1.0.0', stage: 'published', risk: 'low', commit: undefined },
    ...world.entry,
  };
  const snapshot = aSnapshot({
    manifests: [{ path: world.path ?? path, manifest: anApp({ id: 'crm' }) }, ...(world.waivers ?? [])],
    attachments: (world.files ?? []).map((name) => `catalog/apps/crm/${name}`),
  });
  const files = new Map(
    [...snapshot.files].map(([name, file]) => [name, { ...file, oid: `${world.blob}${file.oid}` }]),
  );
  const demands = { ...policies, digest: world.demands ?? policies.digest } as Policies;
  return planVetting({ ...snapshot, files }, [entry], demands, world.at ?? now);
}
const inputOf = async (world?: World): Promise<string | undefined> => (await plan(world))[0]?.input;

describe('when it is planned what to look through', () => {
  it.each<[name: string, before: World, after: World, due: boolean]>([
    ['nothing changes', {}, {}, false],
    ['the manifest changes', {}, { entry: { digest: 'sha256:2' } }, true],
    ['the risk changes', {}, { entry: { risk: 'high' } }, true],
    ['the demands change', {}, { demands: 'more' }, true],
    ['it moves', {}, { path: 'catalog/apps/crm2/manifest.yaml' }, true],
    ['a file comes', {}, { files: ['sbom.json'] }, true],
    ['a file changes', { files: ['sbom.json'], blob: 'a' }, { files: ['sbom.json'], blob: 'b' }, true],
    ['a waiver comes', {}, { waivers: [waiver()] }, true],
    ['one of another entry comes', {}, { waivers: [waiver({ entity: 'App/other' } as Waiver)] }, false],
    ['one of a rule of the checks comes', {}, { waivers: [waiver({ rule: 'lifecycle/notice' })] }, false],
    [
      'a waiver expires',
      { waivers: [waiver()] },
      { waivers: [waiver()], at: new Date('2026-06-20T00:00:00Z') },
      true,
    ],
    ['a day passes', { waivers: [waiver()] }, { waivers: [waiver()], at: new Date('2026-06-02') }, false],
  ])('knows what is due: %s', async (_name, before, after, due) => {
    const vetted = {
      ...({ verdict: 'pass', advisories: undefined, at: now } as const),
      input: (await inputOf(before)) ?? '',
    };
    const [planned] = await plan({ ...after, entry: { ...after.entry, vetted } });
    expect(planned === undefined ? undefined : isDue(planned)).toBe(due);
  });

  it('reads files that Git does not know', async () => {
    const snapshot = aSnapshot({
      manifests: [{ path, manifest: anApp({ id: 'crm' }) }],
      attachments: ['catalog/apps/crm/a.txt'],
    });
    const loose = new Map([...snapshot.files].map(([name, { oid: _, ...file }]) => [name, file]));
    const [one, two] = await Promise.all(
      ['old', 'new'].map(async (text) => {
        const bytes = new TextEncoder().encode(text);
        const readFiles = async (paths: readonly string[]) =>
          new Map(paths.map((name) => [name, { ok: true, bytes } as const]));
        const [planned] = await planVetting(
          { ...snapshot, files: loose, readFiles },
          [{ key: { kind: 'App', id: 'crm' }, digest: '', version: '', stage: '', risk: 'low', commit: '' }],
          policies as Policies,
          now,
        );
        return planned?.input;
      }),
    );
    expect(one).not.toBe(two);
  });
});

import { describe, expect, it } from 'vitest';
import { Catalog, type CatalogRecord } from '../catalog/catalog.ts';
import { wholeFile } from '../finding/draft-finding.ts';
import { isEntry, type Manifest, type Waiver } from '../manifest/manifest.ts';
import { anApp, aWaiver } from '../testing/manifests.ts';
import type { Vetting } from '../vetting/vetting.ts';
import { judgeVetting } from './judge-vetting.ts';

const app = anApp({ id: 'crm' });
const record = (manifest: Manifest): CatalogRecord => ({
  ...{ key: { kind: manifest.kind, id: manifest.id }, path: `${manifest.id}.yaml`, manifest },
  ...{ problems: [], mentions: () => true },
});
const waiver = (id: string, rule: string) =>
  aWaiver({ ...{ id, rule }, entity: 'App/crm', expiresAt: '2027-01-31' } as Partial<Waiver>);

async function judge(waivers: readonly Waiver[], found: readonly string[], covers = true) {
  const own = record(app);
  if (own.manifest === undefined || !isEntry(own.manifest)) throw new Error('An app is an entry.');
  const drafts = found.map((rule) => ({
    ...{ rule, message: '', help: '', place: wholeFile, path: own.path, entity: own.key },
  }));
  const vetting: Vetting = { covers: () => covers, vet: async () => [{ drafts, secrets: [] }] };
  const head = new Catalog([own, ...waivers.map(record)], new Set());
  const context = { head, waivers: { never: [] }, now: new Date('2026-11-22T00:00:00Z') };
  const judged = await judgeVetting({ record: own, entry: own.manifest, tier: 'low' }, vetting, context);
  return {
    waivedBy: judged.drafts.map(({ waivedBy }) => waivedBy),
    unused: judged.unusedWaivers.map(({ entity }) => entity?.id),
  };
}

describe('when an entry is judged as it stands', () => {
  it.each([
    ['a waiver that silences what is found', [waiver('w', 'secret/token')], ['w'], []],
    ['a waiver that silences nothing', [waiver('w', 'secret/password')], [undefined], ['w']],
    ['a waiver for what the checks find', [waiver('w', 'lifecycle/notice')], [undefined], []],
  ])('knows %s', async (_name, waivers, waivedBy, unused) => {
    expect(await judge(waivers, ['secret/token'])).toEqual({ waivedBy, unused });
  });

  it('tells of no waiver as unused for what nobody looked for', async () => {
    expect((await judge([waiver('w', 'secret/token')], [], false)).unused).toEqual([]);
  });
});

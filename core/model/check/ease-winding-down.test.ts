import { describe, expect, it } from 'vitest';
import type { Change } from '../change/change.ts';
import { type DraftFinding, wholeFile } from '../finding/draft-finding.ts';
import type { App } from '../manifest/manifest.ts';
import { anApp } from '../testing/manifests.ts';
import { easeWindingDown } from './ease-winding-down.ts';

const app = anApp({ id: 'crm', lifecycle: { stage: 'published' } });
const key = { kind: 'App', id: 'crm' } as const;
const record = (manifest: App) => ({
  ...{ key, path: 'catalog/apps/crm/manifest.yaml', manifest, problems: [], mentions: () => false },
});
const change = (after: Partial<App>, rest: Partial<Change> = {}): Change => ({
  ...{ key, type: 'modified', attachments: [] },
  before: record(app),
  after: record({ ...app, ...after }),
  ...rest,
});
const draft = (rule: string, rest: Partial<DraftFinding> = {}): DraftFinding => ({
  ...{ rule, message: '', help: '', place: wholeFile, path: 'catalog/apps/crm/sbom.json', entity: key },
  ...rest,
});
const flaw = draft('vulnerability/known');
const levels = (drafts: readonly DraftFinding[], changes: readonly Change[]) =>
  easeWindingDown(drafts, changes).map(({ level }) => level);

describe('when a change says of an entry with a flaw how it stands', () => {
  it.each<[name: string, changes: readonly Change[], level: string | undefined]>([
    ['that it needs maintenance', [change({ lifecycle: { stage: 'maintenance-required' } })], 'warn'],
    ['that it ends', [change({ lifecycle: { stage: 'retired' } })], 'warn'],
    ['that it is published', [change({ lifecycle: { stage: 'published' } })], undefined],
    [
      'and its content changes too',
      [change({ lifecycle: { stage: 'deprecated' }, version: '9.0.0' })],
      undefined,
    ],
    [
      'and a file beside it changes too',
      [change({ lifecycle: { stage: 'deprecated' } }, { attachments: ['sbom.json'] })],
      undefined,
    ],
    ['and it moves', [change({ lifecycle: { stage: 'deprecated' } }, { type: 'moved' })], undefined],
    ['of another entry', [], undefined],
  ])('%s', (_name, changes, level) => {
    expect(levels([flaw], changes)).toEqual([level]);
  });

  it('leaves alone what is no flaw of the content, and what could not be found out', () => {
    const others = [
      draft('lifecycle/notice'),
      draft('vetting/failed', { level: 'error' }),
      draft('vulnerability/known', { level: 'notice' }),
      draft('vulnerability/known', { entity: { kind: 'App', id: 'other' } }),
    ];
    expect(levels(others, [change({ lifecycle: { stage: 'deprecated' } })])).toEqual(
      others.map(({ level }) => level),
    );
  });
});

import { catalogOf } from '@souk/model/testing/catalogs.ts';
import { anApp, aTeam } from '@souk/model/testing/manifests.ts';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { draftChange } from './draft-change.ts';

const catalog = catalogOf([anApp(), aTeam({ contact: { email: 'finance@example.com' } })]);
const answers = {
  ...{ template: 'container', id: 'rate-board', name: 'Rate Board', owner: 'finance' },
  ...{ summary: 'Shows the rates of the day on a screen.', classification: 'public' },
};
const draft = (changes: Readonly<Record<string, string>> = {}) =>
  draftChange('app', new Map(Object.entries({ ...answers, ...changes })), catalog);

describe('when a submitted app is drafted', () => {
  it('returns the files of its template with the answers in them', async () => {
    const drafted = await draft({ description: 'It says:\n\n```\n---\nid: other\n```', domain: 'sales' });
    if (!drafted.ok) throw new Error('refused');
    const manifest = drafted.draft.files.find(({ path }) => path === 'catalog/apps/rate-board/manifest.yaml');
    expect(parse(manifest?.text ?? '')).toMatchObject({
      ...{ kind: 'App', id: 'rate-board', name: 'Rate Board', owner: 'finance', domain: 'sales' },
      ...{ summary: answers.summary, description: 'It says:\n\n```\n---\nid: other\n```' },
      ...{ contact: { email: 'finance@example.com' }, data: { classification: 'public' } },
    });
    expect(drafted.draft.title).toBe('Add App/rate-board');
    expect(drafted.draft.files.length).toBeGreaterThan(3);
  });

  it('returns a connector for a template of one', async () => {
    const drafted = await draft({ template: 'adapter' });
    expect(drafted).toMatchObject({ draft: { title: 'Add Connector/rate-board' } });
  });

  it.each([
    ['the id leaves the folder', { id: '../../.github/workflows/x' }],
    ['the id is code', { id: '$(id)' }],
    ['the id is taken', { id: 'invoice-scanner' }],
    ['the owner is no id', { owner: 'Finance Team' }],
    ['the template leaves its folder', { template: '../../policies' }],
    ['the name says nothing', { name: 'x' }],
  ])('refuses it when %s', async (_name, changes) => {
    expect((await draft(changes)).ok).toBe(false);
  });
});

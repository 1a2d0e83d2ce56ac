import { describe, expect, it } from 'vitest';
import type { CatalogRecord } from '../catalog/catalog.ts';
import type { Change } from '../change/change.ts';
import { catalogOf } from '../testing/catalogs.ts';
import { anApp, anInstallation, aScopeCatalog, aTeam, aWaiver } from '../testing/manifests.ts';
import { settingsOf } from '../testing/policies.ts';
import { assembleInputs, type Subject } from './assemble-inputs.ts';
import type { PolicyInput } from './policy-input.ts';

const scopes = aScopeCatalog({ scopes: [{ name: 'crm:read', description: 'Reads.', risk: 'low' }] });
const app = anApp({ permissions: [{ name: 'crm', scopes: ['crm:read'], reason: 'Reads.' }] as never });
const catalog = catalogOf(
  [app, aTeam(), anInstallation(), scopes],
  ['catalog/apps/invoice-scanner/README.md', 'catalog/apps/invoice-scanner/docs/a.md'],
);
const record = catalog.getEntry('invoice-scanner') as CatalogRecord;

const inputsOf = (subjects: readonly Subject[]): PolicyInput[] =>
  assembleInputs(subjects, catalog, { settings: settingsOf(), isRule: (id) => id === 'org/known' });

describe('when the inputs of the rules are assembled', () => {
  it('returns for an unchanged entity that nothing happened', () => {
    expect(inputsOf([{ record, manifest: app }])).toEqual([
      {
        entity: app,
        before: null,
        change: { type: 'unchanged', attachments: [] },
        refs: {
          owner: { id: 'finance', name: 'Finance', status: 'active', people: [] },
          scopes: { 'crm:read': { risk: 'low', description: 'Reads.' } },
          installations: { total: 1, production: 0, teams: ['finance'] },
        },
        evidence: { files: ['README.md', 'docs/a.md'] },
      },
    ]);
  });

  it('returns for a changed one what it was and which attachments differ', () => {
    const earlier = anApp({ version: '1.4.1' });
    const [before] = catalogOf([earlier]).records as [CatalogRecord];
    const change: Change = {
      key: record.key,
      type: 'modified',
      before,
      after: record,
      attachments: ['README.md'],
    };
    const [input] = inputsOf([{ record, manifest: app, change }]);
    expect(input).toMatchObject({
      before: earlier,
      change: { type: 'modified', attachments: ['README.md'] },
    });
  });

  it('returns no earlier state of a new one, nor of one that was not legible', () => {
    const added: Change = { key: record.key, type: 'added', after: record, attachments: [] };
    const illegible = { ...record, manifest: undefined };
    const mended: Change = { ...added, type: 'modified', before: illegible };
    const inputs = inputsOf([added, mended].map((change) => ({ record, manifest: app, change })));
    expect(inputs.map(({ before }) => before)).toEqual([null, null]);
  });

  it('returns one input for each subject, in their order, with the same references for few as for many', () => {
    const subjects = [
      { record, manifest: app },
      ...catalog.records.flatMap((other) =>
        other.manifest === undefined ? [] : [{ record: other, manifest: other.manifest }],
      ),
    ];
    const many = Array.from({ length: 40 }, () => subjects).flat();
    expect(many.length).toBeGreaterThan(100);
    expect(inputsOf(many)).toEqual(Array.from({ length: 40 }, () => inputsOf(subjects)).flat());
    expect(inputsOf([])).toEqual([]);
  });

  it('asks whether there is a rule that a waiver names', () => {
    const known = aWaiver({ rule: 'org/known' });
    const [input] = inputsOf([{ record, manifest: known }]);
    expect(input?.refs.rule).toEqual({ id: 'org/known', layer: 'org', known: true });
  });
});

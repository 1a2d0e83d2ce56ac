import { permissionDiff } from '@souk/model/change/permission-diff.ts';
import { declaredCost } from '@souk/model/cost/declared-cost.ts';
import { previewChange } from '@souk/model/cost/preview-change.ts';
import type { Report } from '@souk/model/report/report.ts';
import { catalogOf, contextOf } from '@souk/model/testing/catalogs.ts';
import { anApp, anInstallation, aPriceBook } from '@souk/model/testing/manifests.ts';
import reportSchema from '@souk/schemas/report.schema.json' with { type: 'json' };
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { aFinding, aReport } from '../testing/gate-outcomes.ts';

const validate = new Ajv2020({ strict: false }).compile(reportSchema);
const prices = aPriceBook({ units: [{ name: 'document', price: '0.01' }] });
const metrics = [{ name: 'scans', unit: 'document', price: '0.02' }];
const context = contextOf(
  catalogOf([prices, anApp({ egress: ['old.example.com'] })]),
  catalogOf([
    prices,
    anApp({ egress: ['new.example.com'], billing: { metrics } }),
    anInstallation({ budget: '25.00' }),
  ]),
);

const { changes } = context;

describe('when a report has something of everything', () => {
  const permissions = changes.map(permissionDiff).map(({ entity, ...diff }) => ({ ...entity, ...diff }));

  it.each<[name: string, parts: Partial<Report>]>([
    ['fixes', { findings: [aFinding({ fix: { text: 'owner', label: 'Change onwer to owner' } })] }],
    ['costs', { cost: declaredCost(changes, { currency: 'EUR' }) }],
    ['a preview of the cost', { costPreview: previewChange(context) }],
    ['permissions', { permissions }],
  ])('satisfies the published schema: %s', (_name, parts) => {
    const valid = validate(JSON.parse(JSON.stringify(aReport(parts))));
    expect(validate.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });
});

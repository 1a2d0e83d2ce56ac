import { describe, expect, it } from 'vitest';
import type { UsageRow } from '../../metering/read-usage.ts';
import type { CostRow } from '../group-costs.ts';
import { joinAllocation } from './join-allocation.ts';
import { renderAllocatedUsage, renderAllocationCsv } from './render-allocation-csv.ts';

const DAY_MS = 86_400_000;
const day = Date.parse('2026-11-03T00:00:00Z');
const crm = ['CC-1010', 'sales', 'production', 'crm', 'crm-emea'] as const;
const used = (
  groups: readonly (string | undefined)[],
  metric: string,
  sum: string,
  unit = 'count',
  from = day,
) =>
  ({
    ...{ from, to: from + DAY_MS, groups, metric, unit, events: '2', sum, max: sum, last: sum },
    ...{ lastAt: new Date(from), subjects: undefined },
  }) satisfies UsageRow;
const cost = (groups: readonly (string | null)[], amount: string, from = day) =>
  ({
    ...{ from, to: from + DAY_MS, groups, currency: 'EUR', amount, due: amount, isFinal: true, key: '' },
  }) satisfies CostRow;
const linesOf = (csv: string) => csv.trimEnd().split('\r\n').slice(1);

describe('when usage is put beside its costs', () => {
  it('is one row for each installation and metric, and one for each cost of none', () => {
    const rows = joinAllocation(
      [used(crm, 'calls', '250')],
      [cost([...crm, null], '1.00'), cost([...crm, 'calls'], '2.50')],
    );
    expect(linesOf(renderAllocationCsv(rows))).toEqual([
      '"2026-11-03","CC-1010","sales","production","crm","crm-emea","calls",250,"count",2,,2.50,2.50,"EUR","yes"',
      '"2026-11-03","CC-1010","sales","production","crm","crm-emea",,,,,,1.00,1.00,"EUR","yes"',
    ]);
  });

  it('has the costs of a metric in two units once', () => {
    const rows = joinAllocation(
      [used(crm, 'traffic', '9', 'bytes'), used(crm, 'traffic', '3', 'count')],
      [cost([...crm, 'traffic'], '2.50')],
    );
    expect(rows.map(({ usage, cost: of }) => `${usage?.quantity} ${usage?.unit} ${of?.amount}`)).toEqual([
      '9 bytes 2.50',
      '3 count undefined',
    ]);
  });

  it('has the costs of a metric in two currencies both', () => {
    const yen = { ...cost([...crm, 'calls'], '250'), currency: 'JPY' };
    const rows = joinAllocation([used(crm, 'calls', '250')], [cost([...crm, 'calls'], '2.50'), yen]);
    expect(rows.map(({ cost: of }) => of?.currency)).toEqual(['EUR', 'JPY']);
  });

  it('takes usage and costs of no cost center for the same', () => {
    const [, ...names] = crm;
    const rows = joinAllocation(
      [used([undefined, ...names], 'calls', '1')],
      [cost(['(none)', ...names, 'calls'], '0.01')],
    );
    expect(rows).toHaveLength(1);
  });

  it('is in the same order, whatever the order of what is read', () => {
    const usage = [used(crm, 'b', '1'), used(crm, 'a', '1'), used(crm, 'a', '1', 'count', day - DAY_MS)];
    const costs = [cost([...crm, 'c'], '1.00'), cost([...crm, 'a'], '1.00')];
    const csv = renderAllocationCsv(joinAllocation(usage, costs));
    expect(renderAllocationCsv(joinAllocation(usage.toReversed(), costs.toReversed()))).toBe(csv);
    expect(linesOf(csv).map((line) => line.split(',')[6])).toEqual(['"a"', '"a"', '"b"', '"c"']);
  });

  it('makes no formula of a name', () => {
    const rows = joinAllocation([used(['=cmd|calc', ...crm.slice(1)], 'calls', '1')], []);
    expect(linesOf(renderAllocationCsv(rows))[0]).toContain(`"'=cmd|calc"`);
  });

  it('has a part that only usage changes', () => {
    const before = joinAllocation([used(crm, 'calls', '1')], [cost([...crm, 'calls'], '1.00')]);
    const after = joinAllocation(
      [used(crm, 'calls', '1')],
      [cost([...crm, 'calls'], '1.10'), cost([...crm, null], '1')],
    );
    expect(renderAllocatedUsage(after)).toBe(renderAllocatedUsage(before));
    expect(renderAllocatedUsage(joinAllocation([used(crm, 'calls', '2')], []))).not.toBe(
      renderAllocatedUsage(before),
    );
  });
});

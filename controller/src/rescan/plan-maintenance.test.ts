import { describe, expect, it } from 'vitest';
import { type MaintenanceCase, maintenanceBranch, planMaintenance } from './plan-maintenance.ts';

const crm = { key: { kind: 'App', id: 'crm' }, version: '1.0.0' } as const;
const next = { ...crm, version: '1.1.0' };
const feed = { key: { kind: 'Connector', id: 'feed' }, version: '2.0.0-rc.1+7' } as const;
const open = (number: number, one: MaintenanceCase) => ({
  ...{ number, branch: maintenanceBranch(one), body: '' },
});

describe('when it is planned what to propose', () => {
  it.each<[string, MaintenanceCase[], ReturnType<typeof open>[], MaintenanceCase[], number[]]>([
    ['nothing while nothing stands', [], [], [], []],
    ['what is not proposed yet', [crm, feed], [open(1, feed)], [crm], []],
    ['no case twice', [crm], [open(1, crm)], [], []],
    ['nothing for what was mended', [], [open(1, crm), open(2, feed)], [], [1, 2]],
    ['the next version in place of the one before', [next], [open(1, crm)], [next], [1]],
  ])('proposes %s', (_name, cases, before, propose, close) => {
    const plan = planMaintenance(cases, before);
    expect(plan.propose).toEqual(propose);
    expect(plan.close.map(({ number }) => number)).toEqual(close);
  });

  it('gives each version a branch of its own', () => {
    expect([crm, next, feed].map(maintenanceBranch)).toEqual([
      'souk/maintenance/app-crm-1.0.0',
      'souk/maintenance/app-crm-1.1.0',
      'souk/maintenance/connector-feed-2.0.0-rc.1+7',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { checkTeamPath } from './check-team-path.ts';

const refusal = (...call: Parameters<typeof checkTeamPath>): string | undefined => {
  try {
    checkTeamPath(...call);
    return undefined;
  } catch (error) {
    return String(error);
  }
};

describe('when teams are kept apart', () => {
  it.each([
    ['its own', 'kv/sales/crm', 'kv/{team}/', 'sales'],
    ['anything without a prefix', 'kv/x', undefined, undefined],
    ['what is common', 'kv/souk/x', 'kv/souk/', 'sales'],
  ])('lets %s through', (_name, path, prefix, team) => {
    expect(refusal(path, prefix, team)).toBeUndefined();
  });

  it.each([
    ['that of another', 'kv/finance/crm', 'kv/{team}/', 'sales', 'begin with kv/sales/'],
    ['one whose name goes on', 'kv/sales-emea/crm', 'kv/{team}/', 'sales', 'begin with kv/sales/'],
    ['another mount', 'database/creds/crm', 'kv/{team}/', 'sales', 'begin with kv/sales/'],
    ['what nobody asks for', 'kv/sales/crm', 'kv/{team}/', undefined, 'only teams'],
    ['a team that is none', 'kv//crm', 'kv/{team}/', '', 'only teams'],
    ['a team that leads out of its place', 'kv/a/../b/x', 'kv/{team}/', 'a/../b', 'only teams'],
    ['a team that is a pattern', 'kv/$&/x', 'kv/{team}/', '$&', 'only teams'],
  ])('refuses %s', (_name, path, prefix, team, reason) => {
    expect(refusal(path, prefix, team)).toContain(reason);
  });
});

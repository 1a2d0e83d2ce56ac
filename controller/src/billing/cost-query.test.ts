import { describe, expect, it } from 'vitest';
import { type CostRequest, monthsOf, parseCostQuery, tagsOf } from './cost-query.ts';

const request: CostRequest = { from: '2026-11-01', to: '2026-12-01', granularity: 'total' };

describe('parseCostQuery', () => {
  it('reads days, groups and filters', () => {
    const parsed = parseCostQuery({
      ...request,
      to: '2027-01-02',
      groupBy: 'team,tag:region,team',
      app: 'crm',
    });
    expect(parsed).toEqual({
      ok: true,
      query: {
        ...{ from: Date.parse('2026-11-01'), to: Date.parse('2027-01-02'), granularity: 'total' },
        ...{ groupBy: ['team', 'tag:region'], filters: { app: 'crm' } },
      },
    });
    if (!parsed.ok) return;
    expect(tagsOf(parsed.query)).toEqual(['region']);
    expect(monthsOf(parsed.query)).toEqual(['2026-11', '2026-12', '2027-01']);
  });

  it.each<[string, Partial<CostRequest>, string]>([
    ['an hour', { from: '2026-11-01T01:00:00Z' }, '"from" must be a day such as 2026-11-01'],
    ['no day', { from: '2026-02-30' }, '"from" must be a day such as 2026-11-01; found "2026-02-30".'],
    ['an end before its beginning', { to: '2026-11-01' }, '"to" must be a day after "from"'],
    ['more than two years', { to: '2028-11-02' }, '"to" must be at most 24 calendar months'],
    [
      'more than a hundred days one by one',
      { to: '2027-02-10', granularity: 'day' },
      'at most 100 days by the day',
    ],
    ['a group that there is none of', { groupBy: 'team,owner' }, '"groupBy" must be some of app, version,'],
    ['a tag with a name that none has', { groupBy: "tag:x'" }, 'found "tag:x\'"'],
    [
      'too many groups',
      { groupBy: Array.from({ length: 9 }, (_, i) => `tag:t${i}`).join(',') },
      'at most 8 names',
    ],
  ])('refuses %s', (_, changes, message) => {
    const parsed = parseCostQuery({ ...request, ...changes });
    expect(parsed.ok ? undefined : parsed.message).toContain(message);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anInstallation, installFor, meterOn, send } from '../metering/testing/metering-world.ts';
import type { Store } from '../store/store.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { type RunningApi, runApi } from '../testing/running-api.ts';

let store: Store;
let running: RunningApi;
beforeAll(async () => {
  store = await borrowMemoryStore();
  const clock = new FakeClock();
  const other = anInstallation({ id: 'crm-apac', team: 'support', costCenter: 'CC-9' });
  await installFor(store, clock.now(), { installations: [anInstallation(), other] });
  const metering = meterOn(store, clock);
  await send(metering, [
    { id: '1', metric: 'calls', value: '0.1', time: '2026-11-21T23:59:59.999Z', tags: { region: 'north' } },
    { id: '2', metric: 'calls', value: '0.2', time: '2026-11-22T00:00:00Z', sequence: 4 },
    { id: '3', metric: 'calls', value: '0.3', time: '2026-11-22T00:59:59Z', sequence: 6 },
    { id: '4', metric: 'people', value: '1', subject: 'ada' },
    { id: '5', metric: 'people', value: '1', subject: 'bob' },
    { id: '6', metric: 'hours', value: '1', time: '2026-10-31T23:00:00Z' },
  ]);
  await send(metering, [{ id: '1', metric: 'people', value: '1', subject: 'ada' }], 'crm-apac');
  running = await runApi({ store, catalog: {} });
}, 60_000);
afterAll(async () => {
  await running.close();
  await store.close();
});

const get = async (query: string, path = '/api/v1/usage') =>
  (await running.api.inject(`${path}?${query}`)).json();
const NOVEMBER = 'from=2026-11-01&to=2026-12-01';

describe('when somebody asks what was used', () => {
  it('tells all that rollups know of each metric, exactly', async () => {
    const month = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z', group: {} };
    expect(await get(NOVEMBER)).toEqual({
      asOf: '2026-11-22T08:00:00.000Z',
      items: [
        {
          ...{ ...month, metric: 'calls', unit: 'count', events: '3', sum: '0.6', max: '0.3', last: '0.3' },
          lastAt: '2026-11-22T00:59:59.000Z',
        },
        {
          ...{ ...month, metric: 'people', unit: 'count', events: '3', sum: '3', max: '1', last: '1' },
          ...{ lastAt: '2026-11-22T08:00:00.000Z', unique: '2' },
        },
      ],
    });
  });

  it.each<[string, string, unknown[]]>([
    [
      'by day',
      'metric=calls&granularity=day',
      [
        ['2026-11-21', {}, '0.1'],
        ['2026-11-22', {}, '0.5'],
      ],
    ],
    [
      'by tag',
      'metric=calls&groupBy=tag:region',
      [
        ['2026-11-01', { 'tag:region': null }, '0.5'],
        ['2026-11-01', { 'tag:region': 'north' }, '0.1'],
      ],
    ],
    [
      'by cost center',
      'metric=people&groupBy=costCenter,team',
      [
        ['2026-11-01', { costCenter: 'CC-9', team: 'support' }, '1'],
        ['2026-11-01', { costCenter: 'CC-sales', team: 'sales' }, '2'],
      ],
    ],
    ['of one installation', 'installation=crm-apac', [['2026-11-01', {}, '1']]],
    [
      'of an app by metric',
      'app=crm&environment=production&groupBy=metric&team=support',
      [['2026-11-01', {}, '1']],
    ],
    ['of nobody', 'team=nobody', []],
    ['that is billed with another month', 'billedPeriod=2026-12', []],
  ])('tells it %s', async (_name, query, expected) => {
    const { items } = await get(`${NOVEMBER}&${query}`);
    expect(
      items.map(({ from, group, sum }: Record<string, string>) => [from?.slice(0, 10), group, sum]),
    ).toEqual(expected);
  });

  it('tells it hour by hour, for a window that is no whole days', async () => {
    const { items } = await get(
      'from=2026-11-21T23:00:00Z&to=2026-11-22T01:00:00%2B00:00&granularity=hour&metric=calls',
    );
    expect(items.map(({ from, to, sum }: Record<string, string>) => [from, to, sum])).toEqual([
      ['2026-11-21T23:00:00.000Z', '2026-11-22T00:00:00.000Z', '0.1'],
      ['2026-11-22T00:00:00.000Z', '2026-11-22T01:00:00.000Z', '0.5'],
    ]);
  });

  it('gives it page by page', async () => {
    const all = [];
    for (let cursor = '', more = true; more; ) {
      const page = await get(
        `from=2026-10-01&to=2026-12-01&groupBy=installation&granularity=month&limit=1${cursor}`,
      );
      all.push(
        ...page.items.map(({ from, group, metric }: never) =>
          [from, group, metric].flatMap(Object.values).join(''),
        ),
      );
      more = page.nextCursor !== undefined;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(all).toHaveLength(4);
    expect(new Set(all).size).toBe(4);
  });

  it.each([
    ['', 'invalid-request', /must have required property 'from'/],
    ['from=2026-11-01T00:30:00Z&to=2026-12-01', 'invalid-request', /"from" must be a day or a full hour/],
    ['from=yesterday-at&to=2026-12-01', 'invalid-request', /found "yesterday-at"/],
    ['from=0000-01-01&to=2026-12-01', 'invalid-request', /"from" must be/],
    ['from=2026-11-01&to=9999-12-31', 'invalid-request', /"to" must be/],
    ['from=2026-11-01&to=2026-11-01', 'invalid-request', /a time after "from"/],
    ['from=2026-01-01&to=2026-11-01&granularity=hour', 'invalid-request', /at most 35 days/],
    ['from=2016-01-01&to=2026-11-01', 'invalid-request', /at most 1100 days/],
    [`${NOVEMBER}&groupBy=team,color`, 'invalid-request', /found "color"/],
    [`${NOVEMBER}&groupBy=tag:__proto__`, 'invalid-request', /found "tag:__proto__"/],
    [`${NOVEMBER}&team=%00`, 'invalid-request', /"team"/],
    [`${NOVEMBER}&colour=red`, 'unknown-parameter', /no parameter "colour"/],
    [`${NOVEMBER}&cursor=nonsense`, 'invalid-cursor', /Start again/],
    [
      `${NOVEMBER}&cursor=${Buffer.from('["a\\u0000","b","c"]').toString('base64url')}`,
      'invalid-cursor',
      /Start again/,
    ],
    [`${NOVEMBER}&cursor=${Buffer.from('["a"]').toString('base64url')}`, 'invalid-cursor', /Start again/],
  ])('refuses %s', async (query, code, detail) => {
    expect(await get(query)).toMatchObject({ code, detail: expect.stringMatching(detail) });
  });
});

describe('when somebody asks for the events behind a number', () => {
  const EVENTS = '/api/v1/usage/events';
  const WINDOW = 'installation=crm-emea&metric=calls&from=2026-11-21&to=2026-11-23';

  it('gives them in the order of their times, page by page', async () => {
    const first = await get(`${WINDOW}&limit=2`, EVENTS);
    expect(first.items).toEqual([
      {
        ...{
          id: '1',
          time: '2026-11-21T23:59:59.999Z',
          receivedAt: '2026-11-22T08:00:00.000Z',
          value: '0.1',
        },
        ...{ unit: 'count', app: 'crm', version: '1.0.0', team: 'sales', environment: 'production' },
        ...{ costCenter: 'CC-sales', tags: { region: 'north' }, period: '2026-11', billedPeriod: '2026-11' },
      },
      expect.objectContaining({ id: '2', sequence: '4', tags: {} }),
    ]);
    const second = await get(`${WINDOW}&limit=2&cursor=${first.nextCursor}`, EVENTS);
    expect(second.items.map(({ id }: { id: string }) => id)).toEqual(['3']);
    expect(second.nextCursor).toBeUndefined();
  });

  it('gives only those that are billed with a month', async () => {
    expect((await get(`${WINDOW}&billedPeriod=2026-12`, EVENTS)).items).toEqual([]);
    expect((await get(`${WINDOW}&billedPeriod=2026-11`, EVENTS)).items).toHaveLength(3);
  });

  it.each([
    ['installation=crm-emea&from=2026-11-21&to=2026-11-23', 'invalid-request'],
    [`${WINDOW}&cursor=nonsense`, 'invalid-cursor'],
    [`${WINDOW}&cursor=${Buffer.from('["999999999999999","x"]').toString('base64url')}`, 'invalid-cursor'],
    ['installation=a&metric=b&from=2026-11-23&to=2026-11-21', 'invalid-request'],
    ['installation=a&metric=b&from=x&to=2026-11-21', 'invalid-request'],
    ['installation=a&metric=%00&from=2026-11-20&to=2026-11-21', 'invalid-request'],
  ])('refuses %s', async (query, code) => {
    expect(await get(query, EVENTS)).toMatchObject({ code });
  });
});

describe('when somebody looks at an installation', () => {
  it('sees what it has used, and how much has not come', async () => {
    const { usage } = await get('', '/api/v1/installations/crm-emea');
    expect(usage).toEqual([
      { metric: 'calls', unit: 'count', total: '0.6', lastAt: '2026-11-22T00:59:59.000Z', missing: '1' },
      { metric: 'hours', unit: 'seconds', total: '3600', lastAt: '2026-10-31T23:00:00.000Z' },
      { metric: 'people', unit: 'count', total: '2', lastAt: '2026-11-22T08:00:00.000Z' },
    ]);
  });
});

import { isSealed } from '@souk/model/billing/seal-statement.ts';
import type { StatementLine } from '@souk/model/billing/statement.ts';
import Big from 'big.js';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BillingWorld, november, openBillingWorld } from '../billing/testing/billing-world.ts';
import { anInstallation } from '../metering/testing/metering-world.ts';
import type { Store } from '../store/store.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { type RunningApi, runApi } from '../testing/running-api.ts';

type Linked = StatementLine['trace'][number] & { readonly href?: string; readonly events?: string };

/** What somebody may call a cost center who means no good. */
const HOSTILE = '=HYPERLINK("//evil")<img src=x onerror=alert(1)>';

let store: Store;
let running: RunningApi;
let world: BillingWorld;
beforeAll(async () => {
  store = await borrowMemoryStore();
  const hostile = anInstallation({ id: 'crm-apac', costCenter: HOSTILE, charge: 'showback' });
  world = await openBillingWorld(store, [anInstallation({ charge: 'chargeback' }), hostile]);
  await world.merge({
    ...november,
    sharedCosts: [{ id: 'gateway', monthly: '10.01', split: 'even' }],
    platformFee: '0.1',
  });
  world.until('2026-11-20T12:00:00Z');
  await world.use([
    { id: '1', metric: 'calls', value: '1000', time: '2026-11-03T09:10:00Z', tags: { region: 'emea' } },
    { id: '2', metric: 'calls', value: '234.5', time: '2026-11-20T11:00:00Z', subject: 'ada' },
    { id: '3', metric: 'traffic', value: '3', unit: 'GiB' },
    { id: '4', metric: 'people', value: '1', subject: 'ada' },
  ]);
  await world.use([{ id: '1', metric: 'calls', value: '50' }], 'crm-apac');
  world.until('2026-12-06T00:00:00Z');
  await world.bill();
  running = await runApi({ store, catalog: {}, ports: { clock: world.clock } });
}, 60_000);
afterAll(async () => {
  await running.close();
  await store.close();
});

const get = (path: string, accept?: string) =>
  running.api.inject({ url: path, ...(accept === undefined ? {} : { headers: { accept } }) });
const json = async (path: string) => (await get(path)).json();
const idOf = async (subject: string): Promise<string> => {
  const { items } = await json('/api/v1/statements');
  return items.find((one: { subject: string }) => one.subject === subject).id;
};

describe('when somebody asks for statements', () => {
  it('lists them, page by page, the newest first', async () => {
    const first = await json('/api/v1/statements?period=2026-11&limit=2');
    expect(first.items.map(({ number }: { number: number }) => number)).toEqual([3, 2]);
    const second = await json(`/api/v1/statements?period=2026-11&limit=2&cursor=${first.nextCursor}`);
    expect(second.items).toMatchObject([
      { number: 1, kind: 'cost-center', period: '2026-11', currency: 'EUR' },
    ]);
    expect(second.nextCursor).toBeUndefined();
    const partners = await json('/api/v1/statements?partner=crm');
    expect(partners.items).toMatchObject([{ subject: 'crm', total: '6.42' }]);
    expect((await json('/api/v1/statements?period=2026-10')).items).toEqual([]);
  });

  it('gives one as it was issued, with where each number is from', async () => {
    const id = await idOf('CC-sales');
    const statement = await json(`/api/v1/statements/${id}`);
    const { number, issuedAt, reversedBy, lines, ...rest } = statement;
    expect([number, issuedAt, reversedBy]).toEqual([2, '2026-12-06T00:00:00.000Z', null]);
    const bare = lines.map((line: StatementLine) => ({
      ...line,
      trace: line.trace.map(({ href: _, events: __, ...trace }: Linked) => trace),
    }));
    expect(isSealed({ ...rest, lines: bare })).toBe(true);
  });

  it('leads from each line of usage to what sums to it, and on to the events', async () => {
    const { lines } = await json(`/api/v1/statements/${await idOf('CC-sales')}`);
    const usage = lines.filter(({ kind }: StatementLine) => kind === 'usage');
    expect(usage.map(({ metric }: StatementLine) => metric)).toEqual(['calls', 'people', 'traffic']);
    for (const { trace, metric } of usage) {
      const [{ href, events, quantity }] = trace;
      const rollups = await json(href);
      const sum = rollups.items.reduce(
        (total: Big, { sum: one }: { sum: string }) => total.plus(one),
        new Big(0),
      );
      expect(sum.eq(quantity), metric).toBe(true);
      const kept = await json(events);
      const values = kept.items.reduce(
        (total: Big, { value }: { value: string }) => total.plus(value),
        new Big(0),
      );
      expect(values.eq(quantity), metric).toBe(true);
    }
    const fee = lines.find(({ kind }: StatementLine) => kind === 'plan-fee');
    const presences = await json(fee.trace[0].href);
    expect(presences.items).toMatchObject([
      {
        installation: 'crm-emea',
        phase: 'running',
        from: '2026-11-01T00:00:00.000Z',
        seconds: '2592000.000',
      },
    ]);
  });

  it('gives pages by links, as far as the events', async () => {
    const page = await get(`/api/v1/statements/${await idOf('CC-sales')}`, 'text/html,application/xhtml+xml');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    const links = [...page.body.matchAll(/href="([^"]+)"/g)].map(([, link = '']) =>
      link.replaceAll('&amp;', '&'),
    );
    expect(links.length).toBeGreaterThan(10);
    const seen: string[] = [];
    for (const link of links) {
      const answer = await get(link, 'text/html');
      expect(answer.statusCode, link).toBe(200);
      if (link.includes('/usage/events')) seen.push(answer.body);
    }
    expect(
      seen.some((body) => body.includes('2026-11-03T09:10:00.000Z') && body.includes('region: emea')),
    ).toBe(true);
  });

  it.each([
    ['csv', 'amount', 'statement', /^attachment; filename="2026-11-cost-center-[0-9a-f]+-1\.csv"$/],
    [
      'focus',
      'BilledCost',
      'x_StatementId',
      /^attachment; filename="focus-2026-11-cost-center-[0-9a-f]+-1\.csv"$/,
    ],
  ])('gives %s whose rows sum to the total', async (format, column, name, file) => {
    const id = await idOf('CC-sales');
    const { total } = await json(`/api/v1/statements/${id}`);
    const answer = await get(`/api/v1/statements/${id}?format=${format}`);
    expect(answer.headers['content-type']).toMatch(/^text\/csv/);
    expect(answer.headers['content-disposition']).toMatch(file);
    const rows: Record<string, string>[] = parse(answer.body, { columns: true });
    expect(rows.every((row) => row[name] === id)).toBe(true);
    expect(rows.reduce((sum, row) => sum.plus(row[column] ?? 'missing'), new Big(0)).toFixed(2)).toBe(total);
    const all: object[] = parse((await get(`/api/v1/statements?period=2026-11&format=${format}`)).body, {
      columns: true,
    });
    expect(all.length).toBeGreaterThan(rows.length);
  });

  it('shows names that are markup or formulas as text', async () => {
    const id = await idOf(HOSTILE);
    const page = await get(`/api/v1/statements/${id}?format=html`);
    expect(page.body).not.toContain('<img');
    expect(page.body).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(page.headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    for (const format of ['csv', 'focus']) {
      const { body } = await get(`/api/v1/statements/${id}?format=${format}`);
      expect(body).toContain(`"'=HYPERLINK(""//evil"")`);
      expect(body).not.toContain('"=HYPERLINK');
    }
  });

  it.each([
    ['/api/v1/statements/none', 404, 'There is no statement \\"none\\".'],
    ['/api/v1/statements?period=2026-13', 400, 'period'],
    ['/api/v1/statements?periode=2026-11', 400, 'period'],
    ['/api/v1/statements?format=pdf', 400, 'format'],
    ['/api/v1/statements?cursor=WyJ4Il0', 400, 'The cursor is not from this list.'],
    ['/api/v1/billing/presences?installation=crm-emea&from=2026-11-02&to=2026-11-01', 400, 'after'],
    ['/api/v1/costs?from=2026-11-01&to=2026-11-02T01:00:00Z', 400, 'a day such as'],
    [
      '/api/v1/costs?from=2026-11-01&to=2026-12-01&cursor=WyJ4IiwieSJd',
      400,
      'The cursor is not from this list.',
    ],
  ])('refuses %s', async (path, status, said) => {
    const answer = await get(path);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
    expect(answer.body).toContain(said);
  });
});

describe('when somebody asks what things cost', () => {
  it('pages through rows that sum to the statements', async () => {
    let cursor = '';
    let sum = new Big(0);
    let pages = 0;
    for (; pages === 0 || cursor !== ''; pages++) {
      const page = await json(
        `/api/v1/costs?from=2026-11-01&to=2026-12-01&groupBy=installation,kind&limit=3${cursor && `&cursor=${cursor}`}`,
      );
      sum = page.items.reduce((total: Big, { amount }: { amount: string }) => total.plus(amount), sum);
      cursor = page.nextCursor ?? '';
      expect(page.problems).toEqual([]);
    }
    expect(pages).toBeGreaterThan(2);
    const { items } = await json('/api/v1/statements');
    const total = items
      .filter(({ kind }: { kind: string }) => kind === 'cost-center')
      .reduce((all: Big, one: { total: string }) => all.plus(one.total), new Big(0));
    expect(sum.toFixed(2)).toBe(total.toFixed(2));
  });
});

describe('when somebody asks how billing stands', () => {
  it('tells of every month, the newest first', async () => {
    expect((await json('/api/v1/billing/months')).items).toEqual([
      { period: '2026-12', state: 'open', cutoffAt: '2027-01-06T00:00:00.000Z', problems: [] },
      {
        ...{ period: '2026-11', state: 'closed', cutoffAt: '2026-12-06T00:00:00.000Z' },
        ...{ closedAt: '2026-12-06T00:00:00.000Z', problems: [] },
      },
    ]);
  });
});

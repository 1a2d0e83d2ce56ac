import { until } from '@souk/controller/src/testing/until.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CostExportDouble, type CostRow } from '../../doubles/cost-export/cost-export-double.ts';
import { SlackDouble } from '../../doubles/slack/slack-double.ts';
import { TeamsDouble } from '../../doubles/souk/teams-double.ts';
import { RunningWorker } from '../../testing/running-worker.ts';

const secrets = { COST_EXPORT_TOKEN: 'reads-costs', SLACK_BOT_TOKEN: 'posts-messages' };

const costs = new CostExportDouble({ token: secrets.COST_EXPORT_TOKEN });
const teams = new TeamsDouble({
  'data-platform': { name: 'Data Platform', budget: { monthly: '7200.00', currency: 'EUR' } },
  'warehouse-systems': { name: 'Warehouse <Systems>', budget: '90000.00' },
  legal: { name: 'Legal' },
});
const slack = new SlackDouble({ token: secrets.SLACK_BOT_TOKEN });
let routes: Record<string, string>;
beforeAll(async () => {
  routes = {
    'cost-export.example.com': await costs.start(),
    'souk.example.com': await teams.start(),
    'slack.com': await slack.start(),
  };
});
afterAll(() => Promise.all([costs.stop(), teams.stop(), slack.stop()]));

let workers: RunningWorker[] = [];
afterEach(async () => {
  for (const worker of workers) expect(worker.refused).toEqual([]);
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
});

/** A fresh installation in a channel of its own. */
async function install(channel: string, config: object = {}) {
  const worker = await RunningWorker.start({
    connector: 'cost-monitor',
    config: { channel, ...config },
    secrets,
    routes,
  });
  workers.push(worker);
  const texts = () =>
    slack.messages
      .filter((message) => message.channel === channel)
      .map(({ blocks }) => blocks.map(({ text }) => (text as { text: string }).text).join('\n---\n'));
  return { worker, texts };
}
const at = (time: string) => Date.parse(time);
const row = (
  EffectiveCost: string,
  ServiceName: string,
  team?: string,
  more: Partial<CostRow> = {},
): CostRow => ({
  EffectiveCost,
  ServiceName,
  ...(team === undefined ? {} : { Tags: { team } }),
  ...more,
});

/** The days of a month up to one of them, all alike. */
function putMonth(month: string, last: number, rows: readonly CostRow[]): void {
  for (let day = 1; day <= last; day += 1) costs.put(`${month}-${String(day).padStart(2, '0')}`, { rows });
}

describe.each(['api', 'csv'])('when the day is complete, by %s', (source) => {
  it('posts one digest, exact to the last digit, however often it runs', async () => {
    putMonth('2026-11', 20, [
      row('300.00', 'Compute', 'data-platform'),
      row('400.00', 'Storage', 'warehouse-systems'),
      row('1.00', 'Compute', 'small'),
    ]);
    costs.put('2026-11-21', {
      rows: [
        row('0.1', 'Compute', 'data-platform'),
        row('0.2', 'Compute', 'data-platform'),
        row('419.705000000000000000001', 'Compute, "spot"', undefined, {
          SubAccountName: 'data-platform-prod',
        }),
        row('0.000000000000000000002', 'Compute', 'data-platform'),
        row('500.00', 'Support', 'data-platform', { ChargeCategory: 'Tax' }),
        row('384.00', 'Storage', 'warehouse-systems'),
        row('9.00', 'Compute', 'small'),
        // As numbers of a computer they would differ by more than they are worth.
        row('90071992547409931.005', 'Compute', 'small'),
        row('-90071992547409931.00', 'Compute', 'small'),
        row('30.00', 'Network'),
        row('-12.345', 'Compute', 'data-platform', { ChargePeriodStart: '2026-11-19T00:00:00Z' }),
      ],
    });
    const { worker, texts } = await install(`#exact-${source}`, { source });
    expect(await worker.runScheduled(at('2026-11-22T06:00:00Z'))).toBe('ok');
    expect(await worker.runScheduled(at('2026-11-22T06:20:00Z'))).toBe('ok');
    expect(texts()).toEqual([
      [
        '*Saturday, 21 November 2026: 1,343.01 EUR* (mean of 7 days: 701.00, +20.3%)',
        'Data Platform 920.01 (+40%): _Compute, "spot"_',
        'Warehouse &lt;Systems&gt; 384.00 (-4%)',
        'untagged 30.00 (new): _Network_',
        'small 9.01',
        'Corrections of earlier days: -12.35 EUR',
        '---',
        'At this pace Data Platform reaches its budget on the 22nd.',
      ].join('\n'),
    ]);
    expect(worker.usage).toEqual([{ id: '2026-11-21', metric: 'digests' }]);
    expect(worker.lines.filter((line) => line.includes('com.example.cost.budget.threatened'))).toHaveLength(
      1,
    );
    expect((await worker.ask('/status')).body).toBe('{"lastDigest":"2026-11-21"}');
  });
});

describe('when runs come at the same time', () => {
  it('posts one digest', async () => {
    putMonth('2026-11', 21, [row('10.00', 'Compute', 'legal')]);
    const { worker, texts } = await install('#at-once');
    await Promise.all([1, 2, 3].map(() => worker.runScheduled(at('2026-11-22T06:00:00Z'))));
    expect(texts()).toHaveLength(1);
  });
});

describe('when the export is late', () => {
  it('waits for it twice, then says which accounts are missing, and puts it right in what it compares with', async () => {
    putMonth('2026-10', 31, [row('100.00', 'Compute', 'legal')]);
    costs.put('2026-10-12', {
      rows: [row('10.00', 'Compute', 'legal')],
      missingAccounts: ['acme-apac', '<!channel>'],
    });
    const { worker, texts } = await install('#late');
    for (const minute of ['00', '20']) {
      expect(await worker.runScheduled(at(`2026-10-13T06:${minute}:00Z`))).toBe('ok');
      expect(texts()).toEqual([]);
    }
    expect(await worker.runScheduled(at('2026-10-13T06:40:00Z'))).toBe('ok');
    expect(texts()[0]).toContain('*Not complete.* These accounts are missing: acme-apac, &lt;!channel&gt;.');
    expect(worker.lines.join('\n')).toContain('"alert":"CostMonitorIncomplete"');
    costs.put('2026-10-12', { rows: [row('100.00', 'Compute', 'legal')] });
    await worker.runScheduled(at('2026-10-14T06:00:00Z'));
    expect(texts()[1]).toContain('*Tuesday, 13 October 2026: 100.00 EUR* (mean of 7 days: 100.00, +0.0%)');
  });
});

describe('when days were missed', () => {
  it('reports each of them, as far as a week back', async () => {
    putMonth('2026-11', 21, [row('10.00', 'Compute', 'legal')]);
    const { worker, texts } = await install('#missed');
    await worker.runScheduled(at('2026-11-04T06:00:00Z'));
    await worker.runScheduled(at('2026-11-07T06:00:00Z'));
    await worker.runScheduled(at('2026-11-21T06:00:00Z'));
    expect(texts().map((text) => /, (\d+) November/.exec(text)?.[1])).toEqual([
      '3',
      '4',
      '5',
      '6',
      '14',
      '15',
      '16',
      '17',
      '18',
      '19',
      '20',
    ]);
    expect(worker.usage).toHaveLength(11);
  });
});

describe('when Slack or the catalog is away', () => {
  it('waits as long as Slack asks for, and leaves the day to the next run when it is refused', async () => {
    putMonth('2026-11', 21, [row('10.00', 'Compute', 'legal')]);
    const { worker, texts } = await install('#refused');
    slack.failNext({ error: 'not_in_channel' });
    expect(await worker.runScheduled(at('2026-11-22T06:00:00Z'))).not.toBe('ok');
    expect(worker.usage).toEqual([]);
    slack.failNext({ status: 429, retryAfter: 1 });
    expect(await worker.runScheduled(at('2026-11-22T06:20:00Z'))).toBe('ok');
    expect(texts()).toHaveLength(1);
  });

  it('says that budgets are left out, and goes by the ids of teams', async () => {
    putMonth('2026-11', 21, [row('1000.00', 'Compute', 'data-platform')]);
    const { worker, texts } = await install('#away', { groupBy: 'team' });
    teams.isAway = true;
    await worker.runScheduled(at('2026-11-22T06:00:00Z'));
    teams.isAway = false;
    expect(texts()[0]).toContain('data-platform 1,000.00');
    expect(texts()[0]).toContain('Teams and budgets could not be read.');
    expect(texts()[0]).not.toContain('budget on the');
  });
});

describe('when a team has spent more than its budget', () => {
  it('says so', async () => {
    putMonth('2026-11', 21, [row('1000.00', 'Compute', 'data-platform')]);
    const { worker, texts } = await install('#over', { groupBy: 'service' });
    await worker.runScheduled(at('2026-11-22T06:00:00Z'));
    expect(texts()[0]).toContain('Data Platform has used up its budget of 7,200.00 EUR.');
    expect(texts()[0]).toContain('Compute 1,000.00');
  });
});

describe('when the export has another form', () => {
  it.each([
    [
      'a column is gone',
      [{ ServiceName: 'Compute' }],
      'unknown column: there is none of the name EffectiveCost',
    ],
    ['a cost is no number', [row('1,50', 'Compute')], 'EffectiveCost is not a number'],
  ])('fails and posts nothing: %s', async (name, rows, reason) => {
    putMonth('2026-11', 20, [row('10.00', 'Compute', 'legal')]);
    costs.put('2026-11-21', { rows: rows as CostRow[] });
    const source = name === 'a cost is no number' ? 'csv' : 'api';
    const { worker, texts } = await install('#other-form', { source });
    expect(await worker.runScheduled(at('2026-11-22T06:00:00Z'))).not.toBe('ok');
    await until(
      () => worker.lines.join('\n'),
      (lines) => lines.includes(reason),
    );
    expect(texts()).toEqual([]);
  });
});

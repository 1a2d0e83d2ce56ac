import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TemporaryRepository } from '@souk/git/testing/temporary-repository.ts';
import type { CostReport } from '@souk/model/cost/cost-report.ts';
import type { PriceBook } from '@souk/model/manifest/manifest.ts';
import { anApp, anInstallation, aPriceBook } from '@souk/model/testing/manifests.ts';
import costSchema from '@souk/schemas/cost.schema.json' with { type: 'json' };
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type CliResult, runCli } from '../testing/run-cli.ts';

const APP = 'catalog/apps/invoice-scanner/manifest.yaml';
const PRICES = 'catalog/prices.yaml';
const book = (changes: Partial<PriceBook> = {}): PriceBook =>
  aPriceBook({
    validFrom: '2026-01-01',
    units: [
      {
        ...{ name: 'call', quantity: 'count' },
        tiers: { mode: 'graduated', steps: [{ upTo: '1000', price: '0.10' }, { price: '0.08' }] },
      },
      { name: 'reader', quantity: 'count', aggregation: 'unique', price: '3' },
      { name: 'gb', quantity: 'bytes', size: '1073741824', price: '0.05' },
    ],
    plans: [
      { name: 'team', monthly: '49', perSeat: '3', included: { call: '500' } },
      { name: 'free', usage: 'shown' },
    ],
    platformFee: '0.05',
    exchangeRates: [{ currency: 'USD', from: '2026-01', rate: '0.5' }],
    ...changes,
  });
const app = (version = '1.4.2', plan?: string) =>
  anApp({
    version,
    billing: {
      ...(plan === undefined ? {} : { plan }),
      metrics: [
        { name: 'scans', unit: 'call' },
        { name: 'readers', unit: 'reader' },
        { name: 'traffic', unit: 'gb' },
      ],
    },
  });
let repository: TemporaryRepository;

beforeAll(() => {
  repository = new TemporaryRepository();
  repository.commit({
    [APP]: stringify(app()),
    [PRICES]: stringify(book()),
    'catalog/apps/other/manifest.yaml': stringify(anApp({ id: 'other' })),
    'catalog/installations/finance/invoices-prod.yaml': stringify(anInstallation()),
    'catalog/installations/finance/other-prod.yaml': stringify(
      anInstallation({ id: 'other-prod', app: 'other' }),
    ),
  });
});
afterEach(() => {
  repository.git('checkout', '--quiet', '--', '.');
  repository.git('clean', '--quiet', '--force', '-d');
});
afterAll(() => repository[Symbol.dispose]());

const cost = (...args: string[]): Promise<CliResult> =>
  runCli(repository.dir, ['cost', 'invoice-scanner', ...args]);
const save = (name: string, text: string): string => {
  writeFileSync(join(repository.dir, name), text);
  return name;
};
const validate = new Ajv2020({ strict: false }).compile(costSchema);
const json = async (...args: string[]): Promise<CostReport> => {
  const { stdout, stderr } = await cost('--format', 'json', ...args);
  const report = JSON.parse(stdout === '' ? `{"stderr":${JSON.stringify(stderr)}}` : stdout) as CostReport;
  expect([validate(report), validate.errors]).toEqual([true, null]);
  return report;
};

describe('souk cost --scenario', () => {
  it('shows how each amount comes about, at 80 columns', async () => {
    // 1,000 × 0.10 = 100.00, 119,000 × 0.08 = 9,520.00, and 5 % of 9,620.00 = 481.00
    const { exitCode, stdout } = await cost('--scenario', 'scans=120000', '--period', '2026-11');
    expect([exitCode, stdout]).toEqual([
      0,
      `invoice-scanner 1.4.2 in November 2026

  Usage                                                                 9,620.00
    scans, above 0 up to 1000    1,000 call × 0.1                         100.00
    scans, above 1000          119,000 call × 0.08                      9,520.00
  Platform                                                                481.00
    Platform fee                 9,620 EUR × 0.05                         481.00
  ──────────────────────────────────────────────────────────────────────────────
  Total a month in EUR                                                 10,101.00

  As the scenario says: one installation for the whole month with 120,000 scans.
  Shared costs and credits are left out.
`,
    ]);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('has colours where they are wanted, and says the same', async () => {
    const args = [
      'cost',
      'invoice-scanner',
      '--scenario',
      'scans=120000',
      '--plan',
      'team',
      '--period',
      '2026-11',
    ];
    const plain = await runCli(repository.dir, args);
    const coloured = await runCli(repository.dir, args, { FORCE_COLOR: '1' });
    expect(coloured.stdout).toContain('\u001b[');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
    expect(coloured.stdout.replace(/\u001b\[\d+m/g, '')).toBe(plain.stdout);
  });

  it('says what it rests on where nothing is given', async () => {
    const { exitCode, stdout } = await cost('--plan', 'team', '--period', '2026-11');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Nothing is used in this: one installation for the whole month');
    expect(stdout).toMatch(/Plan team .* 49\.00/);
  });

  it('reads a file, and prices people and several installations', async () => {
    const file = save(
      'usual.yaml',
      'usage: {scans: 1500, traffic: "2"}\nseats: 5\ninstallations: 2\nperiod: "2026-11"\n',
    );
    // Each: (1,000 × 0.10 − 500 included: 1,000 × 0.10) = 100.00, 2 × 0.05 = 0.10, 5 × 3 = 15.00, 49.00: 164.10, fee 8.20 (8.205)
    const report = await json('--scenario', file, '--plan', 'team');
    expect(report).toMatchObject({
      ...{ period: '2026-11', basis: 'scenario', installations: 2 },
      after: { source: 'plan team', plan: 'team', total: '344.60', currency: 'EUR' },
      before: { source: 'working tree', plan: null },
      problems: [],
    });
    expect(report.after.groups.map(({ name, total }) => [name, total])).toEqual([
      ['fixed', '98.00'],
      ['usage', '200.20'],
      ['presence', '30.00'],
      ['platform', '16.40'],
    ]);
  });

  it.each<[format: string, expected: string]>([
    [
      'csv',
      'side,kind,text,installation,metric,quantity,unit,unitPrice,unitCurrency,exchangeRate,amount,currency\r\n"after","usage","scans, above 0 up to 1000","invoice-scanner-1","scans",7,"call",0.1,"EUR",1,0.70,"EUR"\r\n"after","platform-fee","Platform fee","invoice-scanner-1","",0.7,"EUR",0.05,"EUR",1,0.04,"EUR"\r\n',
    ],
    [
      'markdown',
      `### invoice-scanner 1.4.2 in November 2026

| What | How | EUR |
| --- | --- | ---: |
| **Usage** | | **0.70** |
| scans, above 0 up to 1000 | 7 call × 0.1 | 0.70 |
| **Platform** | | **0.04** |
| Platform fee | 0.7 EUR × 0.05 | 0.04 |
| **Total a month** | | **0.74** |

<sub>As the scenario says: one installation for the whole month with 7 scans. Shared costs and credits are left out.</sub>
`,
    ],
  ])('prints %s', async (format, expected) => {
    const { stdout } = await cost('--scenario', 'scans=7', '--period', '2026-11', '--format', format);
    expect(stdout).toBe(expected);
  });

  it('writes to a file', async () => {
    const { stdout } = await cost('--scenario', 'scans=7', '--format', 'json', '--output', 'out.json');
    expect(stdout).toBe('');
    expect(JSON.parse(readFileSync(join(repository.dir, 'out.json'), 'utf8'))).toMatchObject({
      schema: 'souk.cost/v1',
    });
  });

  it('blocks on a metric that there is not, and still shows the rest', async () => {
    const { exitCode, stdout } = await cost('--scenario', 'scan=5,scans=10');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Total a month');
    expect(stdout).toMatch(/✖ invoice-scanner 1\.4\.2 declares no metric scan, .*Did\s+you mean scans\?/);
  });
});

describe('souk cost --base', () => {
  it('tells before and after, and the lines that differ', async () => {
    repository.write({ [APP]: stringify(app('1.5.0', 'team')) });
    const { exitCode, stdout } = await cost(
      '--scenario',
      'scans=1500',
      '--base',
      'HEAD',
      '--period',
      '2026-11',
    );
    // 1,000 × 0.10 + 500 × 0.08 = 140.00 → 49.00 + 1,000 × 0.10 = 149.00
    expect([exitCode, stdout.slice(stdout.indexOf('Compared'), stdout.indexOf('  As'))]).toEqual([
      0,
      `Compared with HEAD (1.4.2)
                                                      Before   After  Difference
    Plan team                                              –   49.00      +49.00
    scans, above 1000                                  40.00       –      -40.00
    Platform fee                                        7.00    7.45       +0.45
  ──────────────────────────────────────────────────────────────────────────────
  Total a month in EUR                                147.00  156.45       +9.45

`,
    ]);
  });

  it('takes what only one side declares as used there alone', async () => {
    const billing = {
      metrics: [
        { name: 'scans', unit: 'call' },
        { name: 'stamps', unit: 'call' },
      ],
    };
    repository.write({ [APP]: stringify(anApp({ version: '1.5.0', billing })) });
    expect(await json('--scenario', 'stamps=10,traffic=1', '--base', 'HEAD')).toMatchObject({
      ...{ problems: [], before: { total: '0.05' }, after: { total: '1.05' } },
    });
  });

  it('says that there is no difference', async () => {
    const { stdout } = await cost('--scenario', 'scans=1500', '--base', 'HEAD');
    expect(stdout).toContain('Compared with HEAD (1.4.2): no difference.');
    const markdown = await cost('--scenario', 'scans=1500', '--base', 'HEAD', '--format', 'markdown');
    expect(markdown.stdout).toContain(': no difference.');
  });

  it('tells totals of two currencies without a difference', async () => {
    repository.write({ [PRICES]: stringify(book({ currency: 'USD' })) });
    const { stdout } = await cost('--scenario', 'scans=10', '--base', 'HEAD');
    expect(stdout).toContain('They are in different currencies: 1.05 EUR and 1.05 USD.');
  });

  it('cuts names where figures need the room, and not their colours', async () => {
    repository.write({ [APP]: stringify(app('1.5.0', 'team')) });
    const args = ['cost', 'invoice-scanner', '--scenario', `scans=${'9'.repeat(20)}`, '--base', 'HEAD'];
    const { stdout } = await runCli(repository.dir, args, { FORCE_COLOR: '1' });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
    const bare = stdout.replace(/\u001b\[\d+m/g, '');
    expect(bare).toMatch(/ {2}Tot.*… .*,/);
    expect(bare).not.toContain('\u001b');
  });

  it('has nothing to compare with where it is new', async () => {
    repository.write({ 'catalog/apps/fresh/manifest.yaml': stringify(anApp({ id: 'fresh' })) });
    const { stdout } = await runCli(repository.dir, ['cost', 'fresh', '--base', 'HEAD', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ before: null, after: { total: '0.00' } });
  });
});

describe('souk cost --usage', () => {
  const event = (changes: object): string =>
    JSON.stringify({ metric: 'scans', value: '1', time: '2026-10-05T10:00:00Z', ...changes });
  const lines = [
    ...[event({ id: 'a', value: '600' }), event({ id: 'b', value: '900.5', time: '2026-10-31T23:59:59Z' })],
    event({ id: 'a', value: '600.0' }),
    ...['ana', 'ben', 'ana'].map((subject, i) => event({ id: `r-${i}`, metric: 'readers', subject })),
    event({ id: 't', metric: 'traffic', value: '512', unit: 'MiB' }),
    event({ id: 'o', installation: 'other-prod', value: '9999' }),
  ];
  // 1,000 × 0.10 + 500.5 × 0.08 = 140.04, 2 × 3 = 6.00, 0.5 × 0.05 = 0.03 (0.025 to even: 0.02): 146.06 × 1.05
  const total = '153.36';

  it.each<[form: string, name: string, text: string]>([
    ['NDJSON', 'usage.ndjson', `${lines.join('\n')}\n`],
    ['NDJSON without a name for it, or an end', 'usage', `\ufeff${lines.join('\r\n')}`],
    ['a list', 'usage.json', `[${lines.join(',\n')}]`],
    [
      'CSV',
      'usage.csv',
      `\ufeffMetric,value,time,installation,subject,unit,id\r\n${lines
        .map((line) => JSON.parse(line) as Record<string, string>)
        .map(({ metric, value, time, installation = '', subject = '', unit = '', id }) =>
          [metric, value, time, installation, subject, unit, id].join(','),
        )
        .join('\r\n')}`,
    ],
  ])('replays events: %s', async (_form, name, text) => {
    const report = await json('--usage', save(name, text));
    expect(report).toMatchObject({
      ...{ period: '2026-10', basis: 'usage', before: null, problems: [] },
      after: { total },
      usage: { source: name, counted: 6, duplicates: 1, otherApps: 1, otherMonths: 0, refused: 0 },
    });
  });

  it('takes CloudEvents', async () => {
    const envelope = {
      specversion: '1.0',
      type: 'souk.usage.v1',
      source: '/x',
      time: '2026-10-05T10:00:00Z',
    };
    const events = [1, 2].map((id) => ({
      ...envelope,
      id: String(id),
      data: { metric: 'scans', value: '2' },
    }));
    expect((await json('--usage', save('events.json', JSON.stringify(events)))).after.total).toBe('0.42');
  });

  it('gives the same bytes in any order', async () => {
    const orders = [lines, lines.toReversed(), [...lines.slice(3), ...lines.slice(0, 3)]];
    const replays = [];
    for (const order of orders) {
      replays.push(
        (await cost('--usage', save('usage.ndjson', order.join('\n')), '--format', 'json')).stdout,
      );
    }
    expect(new Set(replays).size).toBe(1);
  });

  it('replays last month under a proposed price book, whenever that is to begin', async () => {
    const { exchangeRates: _, ...proposed } = book({
      ...{ id: 'proposed', validFrom: '2027-01-01' },
      units: [{ name: 'call', price: '0.20' }],
    });
    const report = await json(
      ...['--usage', save('usage.ndjson', lines.slice(0, 2).join('\n'))],
      ...['--prices', save('proposed.yaml', stringify(proposed))],
    );
    // 1,500.5 × 0.20 = 300.10 × 1.05 = 315.10 (fee 15.005 to even: 15.00) against 140.04 + 7.00
    expect(report).toMatchObject({
      before: { source: 'working tree', total: '147.04' },
      after: { source: 'proposed.yaml', total: '315.10' },
      difference: '168.06',
    });
  });

  it('takes exchange rates of the catalog where the proposal has none', async () => {
    const dollars = app();
    repository.write({
      [APP]: stringify({
        ...dollars,
        billing: { metrics: [{ name: 'scans', unit: 'call', price: '2', currency: 'USD' }] },
      }),
    });
    const { exchangeRates: _, ...proposed } = book({ platformFee: '0' });
    const report = await json(
      '--scenario',
      'scans=10',
      '--prices',
      save('p.yaml', stringify(proposed)),
      '--period',
      '2026-11',
    );
    expect(report).toMatchObject({ after: { total: '10.00' }, problems: [] });
  });

  it('reads answers of the API, page by page', async () => {
    const row = (changes: object): object => ({
      ...{ from: '2026-10-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z', metric: 'scans', unit: 'count' },
      ...{
        group: { installation: 'invoices-prod' },
        events: '2',
        sum: '1500.5',
        max: '900.5',
        last: '900.5',
      },
      ...{ lastAt: '2026-10-31T23:59:59.000Z' },
      ...changes,
    });
    const pages = [
      { items: [row({})], nextCursor: 'x' },
      {
        items: [
          row({ metric: 'readers', unique: '2' }),
          row({ metric: 'traffic', unit: 'bytes', sum: '536870912' }),
          row({ group: { app: 'other' } }),
        ],
      },
    ];
    expect(await json('--usage', save('pages.json', JSON.stringify(pages)))).toMatchObject({
      ...{ after: { total }, usage: { counted: 3, otherApps: 1 } },
    });
    const cut = await cost('--usage', save('page.json', JSON.stringify(pages[0])));
    expect([cut.exitCode, cut.stderr]).toEqual([2, expect.stringContaining('nextCursor')]);
    const twice = await cost('--usage', save('page.json', JSON.stringify([pages[1], pages[1]])));
    expect([twice.exitCode, twice.stdout]).toEqual([1, expect.stringContaining('is there already')]);
  });

  it('tells which months there are, and prices the one that is named', async () => {
    const file = save(
      'usage.ndjson',
      `${lines[0]}\n${event({ id: 'n', value: '7', time: '2026-11-01T00:00:00Z' })}\n`,
    );
    const open = await cost('--usage', file);
    expect([open.exitCode, open.stderr]).toEqual([2, expect.stringContaining('--period 2026-11')]);
    expect(await json('--usage', file, '--period', '2026-11')).toMatchObject({
      ...{ after: { total: '0.74' }, usage: { otherMonths: 1 } },
    });
  });

  it.each<[name: string, file: string, text: string, words: string]>([
    [
      'a line that is cut off',
      'u.ndjson',
      `${lines[0]}\n${lines[1]?.slice(0, 30)}`,
      'u.ndjson:2  Expected an event as JSON',
    ],
    [
      'a line without an end',
      'u.ndjson',
      `${lines[0]}\n"${'x'.repeat(100_000)}`,
      'u.ndjson:2  Expected a line of at most',
    ],
    ['a number that JSON rounds', 'u.ndjson', event({ value: 0.1 }), 'value: Expected a decimal in quotes'],
    ['1e400', 'u.ndjson', '{"metric":"scans","value":1e400,"time":"2026-10-05T10:00:00Z"}', 'found Infinity'],
    [
      '1e400 as a text',
      'u.csv',
      'metric,value,time\nscans,1e400,2026-10-05T10:00:00Z',
      'u.csv:2  value: Expected a decimal',
    ],
    [
      'a huge number',
      'u.csv',
      `metric,value,time\nscans,${'9'.repeat(31)},2026-10-05T10:00:00Z`,
      'at most 30 digits',
    ],
    ['a formula', 'u.csv', 'metric,value,time\nscans,=1+1,2026-10-05T10:00:00Z', 'found "=1+1"'],
    [
      'a metric that there is not',
      'u.csv',
      'metric,value,time\n\nscan,1,2026-10-05T10:00:00Z',
      'u.csv:3  metric: No version',
    ],
    [
      'a comma without quotes',
      'u.csv',
      'metric,value,time\nscans,1,000,2026-10-05T10:00:00Z',
      'u.csv:2  Expected 3 cells; found 4',
    ],
    [
      'a conflict',
      'u.ndjson',
      `${lines[0]}\n${event({ id: 'a', value: '5' })}`,
      'u.ndjson:2  id: Another event',
    ],
    ['markup and controls', 'u.ndjson', event({ metric: '<b>\u001b[31m' }), 'found "<b>\\u001b[31m"'],
    ['no time', 'u.ndjson', '{"metric":"scans","value":"1"}', 'time: Expected a time'],
  ])('does not take %s, and exits with 1', async (_name, file, text, words) => {
    const { exitCode, stdout, stderr } = await cost('--usage', save(file, text));
    expect([exitCode, stderr]).toEqual([1, '']);
    expect(stdout.replace(/\s+/g, ' ')).toContain(words.replace(/\s+/g, ' '));
    expect(stdout).not.toContain('\u001b');
  });

  it('tells twenty mistakes, and how many more there are', async () => {
    const text = `metric,value,time\n${'scans,x,2026-10-05T10:00:00Z\n'.repeat(3_000)}`;
    const report = await json('--usage', save('u.csv', text));
    expect([report.problems.length, report.problems.at(-1)?.detail, report.usage?.refused]).toEqual([
      ...[21, '… and 2980 more that are not taken.', 3_000],
    ]);
  });
});

describe('when the command line is wrong', () => {
  it.each<[name: string, args: string[], words: string]>([
    ['an app that is none', ['cost', 'invoice-scaner'], 'Did you mean invoice-scanner?'],
    ['a guess and what was', ['cost', 'x', '--usage', 'u', '--scenario', 's=1'], 'leave one of them out'],
    [
      'a month that is none',
      ['cost', 'x', '--period', '2026-13'],
      '--period: expected a month such as 2026-11',
    ],
    ['too many installations', ['cost', 'x', '--installations', '1e9'], 'from 1 to 1000, found "1e9"'],
    [
      'installations of what was',
      ['cost', 'invoice-scanner', '--usage', 'u', '--installations', '2'],
      '--installations',
    ],
    ['a plan that is none', ['cost', 'invoice-scanner', '--plan', 'taem'], 'Did you mean team?'],
    ['a revision that is none', ['cost', 'invoice-scanner', '--base', '--output=x'], '--base'],
    [
      'another revision that is none',
      ['cost', 'invoice-scanner', '--base', 'nope'],
      'There is no commit called "nope"',
    ],
    [
      'a file that is not there',
      ['cost', 'invoice-scanner', '--usage', 'nope.csv'],
      '--usage: nope.csv: ENOENT',
    ],
    [
      'a scenario that is not there',
      ['cost', 'invoice-scanner', '--scenario', 'nope.yaml'],
      '--scenario: ENOENT',
    ],
    ['a scenario that is none', ['cost', 'invoice-scanner', '--scenario', 'scans=-1'], 'found "-1"'],
    ['another format', ['cost', 'invoice-scanner', '--format', 'xml'], 'text, json, csv, markdown'],
    ['no app', ['cost'], "missing required argument 'app'"],
  ])('answers %s with exit code 2 and how to mend it', async (_name, args, words) => {
    const result = await runCli(repository.dir, args);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toContain(words);
  });

  it.each<[name: string, file: string, text: string, words: string]>([
    ['CSV without its columns', 'u.csv', 'metric,value\nscans,1', 'u.csv:1: the columns lack time.'],
    ['CSV with another column', 'u.csv', 'metric,value,tiem\n', 'no column "tiem". Did you mean time?'],
    ['CSV with a column twice', 'u.csv', 'metric,value,time,time\n', 'the column time is there twice'],
    ['an open quote', 'u.csv', 'metric,value,time\nscans,"1,2026-10-05T10:00:00Z\n', 'u.csv:2: it is no CSV'],
    ['an empty file', 'u.csv', '', 'is empty'],
    ['JSON that is none', 'u.json', '[{"metric":', 'u.json is no JSON'],
  ])('says what is wrong with %s', async (_name, file, text, words) => {
    const result = await cost('--usage', save(file, text));
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toContain(words);
  });

  it('shows where a scenario is wrong', async () => {
    const { exitCode, stderr } = await cost(
      '--scenario',
      save('s.yaml', 'usage:\n  scans: lots\nseets: 2\n'),
    );
    expect(exitCode).toBe(2);
    expect(stderr).toContain('s.yaml:2:10  scans: expected a decimal');
    expect(stderr).toContain('s.yaml:3:1  A scenario has no member "seets": did you mean seats?');
  });

  it('shows where a price book is wrong', async () => {
    const text = stringify(book()).replace('currency: EUR', 'curency: EUR');
    const { exitCode, stdout, stderr } = await cost('--prices', save('p.yaml', text));
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/p\.yaml:\d+:1 {2}.*curency/);
    expect(stderr).toMatch(/→ .*Did you mean currency\?/);
    const other = await cost('--prices', APP);
    expect([other.exitCode, other.stderr]).toEqual([
      1,
      expect.stringContaining('Expected a PriceBook; found App'),
    ]);
  });

  it('says of a manifest that is wrong how to see why', async () => {
    repository.write({ [APP]: stringify(app()).replace('owner:', 'onwer:') });
    const { exitCode, stderr } = await cost();
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('souk check --all --only schema')]);
  });

  it('says of a price book that is wrong how to see why', async () => {
    repository.write({ [PRICES]: stringify(book()).replace('currency:', 'curency:') });
    const { exitCode, stderr } = await cost();
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(`${PRICES}: there are no prices`)]);
  });

  it('has no prices without a price book', async () => {
    rmSync(join(repository.dir, PRICES));
    const { exitCode, stdout } = await cost('--period', '2026-11');
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('✖ No price book is valid in 2026-11.')]);
  });
});

describe('when names are of somebody who means harm', () => {
  it('puts no formula into a cell', async () => {
    repository.write({
      [APP]: stringify(anApp({ billing: { metrics: [{ name: 'scans', unit: '=1+1' }] } })),
      [PRICES]: stringify(book({ units: [{ name: '=1+1', price: '2' }] })),
    });
    const { stdout } = await cost('--format', 'csv', '--scenario', 'scans=3');
    expect(stdout).toContain(`3,"'=1+1",2,"EUR"`);
  });

  it('makes neither formulas nor markup of them', async () => {
    const hostile = '=HYPERLINK("http://x.example")|<img src=x>';
    repository.write({
      [APP]: stringify(anApp({ billing: { plan: hostile } })),
      [PRICES]: stringify(book({ plans: [{ name: hostile, monthly: '1' }] })),
    });
    const csv = await cost('--format', 'csv');
    // The text begins with a word of ours; the unit of a fee is the month.
    expect(csv.stdout).toContain('"Plan =HYPERLINK(""http://x.example"")|<img src=x>"');
    const markdown = await cost('--format', 'markdown');
    expect(markdown.stdout).not.toMatch(/<img|\|<|"http:/);
  });
});

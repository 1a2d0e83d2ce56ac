import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Term } from '../../leadership/term.ts';
import type { Store } from '../../store/store.ts';
import { resetStore } from '../../testing/reset-store.ts';
import { stores } from '../../testing/stores.ts';
import { closeMonth } from '../close-month.ts';
import { runBilling } from '../create-billing-service.ts';
import { type BillingWorld, november, openBillingWorld } from '../testing/billing-world.ts';
import { cutOffTerm } from '../testing/cut-off-term.ts';
import { createExportTask } from './create-export-task.ts';
import { type ExportPorts, exportBilling } from './export-billing.ts';
import { digestOf, exportFile } from './export-file.ts';
import { ExportError, type ExportTarget } from './export-target.ts';
import { openFolderTarget } from './folder-target.ts';

const forever = Number.POSITIVE_INFINITY;

describe.each(stores)('exports on $name', ({ skip, open }) => {
  let store: Store;
  let root: string;
  beforeAll(async () => {
    if (!skip) store = await open();
  }, 60_000);
  afterAll(async () => store?.close());
  afterEach(async () => {
    if (root !== undefined) rmSync(root, { recursive: true, force: true });
    if (!skip) await resetStore(store);
  });
  const test = it.skipIf(skip);

  const openWorld = async (): Promise<{ world: BillingWorld; ports: ExportPorts }> => {
    root = mkdtempSync(join(tmpdir(), 'souk-export-'));
    const world = await openBillingWorld(store);
    const target = openFolderTarget(root);
    return { world, ports: { ...world.ports, target, marketplace: () => 'Acme' } };
  };
  const list = () =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1))
      .toSorted();
  const contents = () =>
    Object.fromEntries(list().map((name) => [name, readFileSync(join(root, name), 'utf8')]));
  const rowsOf = (name: string): Record<string, string>[] =>
    parse(readFileSync(join(root, name), 'utf8'), { columns: true });
  const sumOf = (rows: readonly Record<string, string>[], column: string) =>
    rows.reduce((sum, row) => sum + Math.round(Number(row[column]) * 100), 0);

  test('hands a day out once it has ended', async () => {
    const { world, ports } = await openWorld();
    world.until('2026-11-02T10:00:00Z');
    await world.use([
      { id: '1', metric: 'calls', value: '250', time: '2026-11-01T09:00:00Z' },
      { id: '2', metric: 'people', value: '1', subject: 'ada', time: '2026-11-01T09:00:00Z' },
      { id: '3', metric: 'calls', value: '7', time: '2026-11-02T09:00:00Z' },
    ]);
    const task = createExportTask(ports);
    await world.bill([task]);
    expect(list()).toEqual(['2026-11/allocation-2026-11-01.csv']);
    const rows = rowsOf('2026-11/allocation-2026-11-01.csv');
    expect(rows.find(({ metric }) => metric === 'calls')).toMatchObject({
      ...{ day: '2026-11-01', quantity: '250', unit: 'count', events: '1', amount: '2.50', due: '2.50' },
      ...{ currency: 'EUR', final: 'no' },
    });
    expect(rows.find(({ metric }) => metric === 'people')).toMatchObject({ subjects: '1', amount: '3.00' });
    world.until('2026-11-03T00:12:00Z');
    await world.bill([task]);
    expect(list()).toEqual(['2026-11/allocation-2026-11-01.csv', '2026-11/allocation-2026-11-02.csv']);
  });

  test('writes a day again when its usage has changed, under another name, and else not', async () => {
    const { world, ports } = await openWorld();
    // Days get 1.03 or 1.04 of it, and which gets which depends on how many there are so far.
    await world.merge({ ...november, plans: [{ name: 'team', monthly: '31.00' }] });
    world.until('2026-11-02T10:00:00Z');
    await world.use([{ id: '1', metric: 'calls', value: '250', time: '2026-11-01T09:00:00Z' }]);
    await exportBilling(world.term, ports);
    const before = contents();
    world.until('2026-11-04T10:00:00Z');
    expect(await exportBilling(world.term, ports)).toBe(2);
    await world.use([{ id: '2', metric: 'calls', value: '50', time: '2026-11-01T10:00:00Z' }]);
    expect(await exportBilling(world.term, ports)).toBe(1);
    expect(list()).toContain('2026-11/allocation-2026-11-01.r2.csv');
    expect(contents()).toMatchObject(before);
    const [calls] = rowsOf('2026-11/allocation-2026-11-01.r2.csv').filter(({ metric }) => metric === 'calls');
    expect(calls).toMatchObject({ quantity: '300', amount: '3.00' });
    expect(await exportBilling(world.term, ports)).toBe(0);
  });

  test('hands out a month when it is closed: its days sum to its statements, and to FOCUS', async () => {
    const { world, ports } = await openWorld();
    world.until('2026-11-20T10:00:00Z');
    await world.use([{ id: '1', metric: 'calls', value: '1234', time: '2026-11-20T09:00:00Z' }]);
    await exportBilling(world.term, ports);
    world.until('2026-12-06T00:12:00Z');
    await world.bill([createExportTask(ports)]);
    const names = list();
    expect(names.filter((name) => /^2026-11\/allocation-/.test(name)).length).toBeGreaterThanOrEqual(30);
    expect(names).toEqual(
      expect.arrayContaining([
        '2026-11/focus-2026-11.csv',
        '2026-11/statements-2026-11.csv',
        '2026-12/allocation-2026-12-05.csv',
      ]),
    );
    const days = Array.from({ length: 30 }, (_, i) => `2026-11-${String(i + 1).padStart(2, '0')}`).map(
      (day) => {
        const revisions = names.filter((name) => name.startsWith(`2026-11/allocation-${day}.`));
        return revisions.find((name) => name.includes('.r')) ?? revisions[0] ?? '';
      },
    );
    const rows = days.flatMap(rowsOf);
    expect(rows.every(({ final }) => final !== 'no')).toBe(true);
    const statement = rowsOf('2026-11/statements-2026-11.csv').filter(
      ({ kind_of_statement }) => kind_of_statement === 'cost-center',
    );
    const focus = rowsOf('2026-11/focus-2026-11.csv').filter(
      ({ BillingAccountType }) => BillingAccountType === 'Cost center',
    );
    expect(sumOf(rows, 'amount')).toBe(4_234);
    expect(sumOf(statement, 'amount')).toBe(4_234);
    expect(sumOf(focus, 'BilledCost')).toBe(4_234);
    const documents = names.filter((name) => name.startsWith('2026-11/statements/'));
    expect(documents.filter((name) => name.endsWith('.json')).length).toBe(documents.length / 2);
    const [first = ''] = documents.filter((name) => name.endsWith('.json'));
    expect(JSON.parse(readFileSync(join(root, first), 'utf8')).statement).toMatchObject({
      period: '2026-11',
    });
    expect(await exportBilling(world.term, ports)).toBe(0);
    // What a closed month said stays as it is, under another name as well.
    expect(await exportBilling(world.term, { ...ports, marketplace: () => 'Renamed' })).toBe(0);
  });

  test('hands out what is issued again beside what it was', async () => {
    const { world, ports } = await openWorld();
    world.until('2026-12-06T00:12:00Z');
    await world.bill([createExportTask(ports)]);
    const before = contents();
    await world.merge({
      ...november,
      plans: [{ name: 'team', monthly: '40.00' }],
      reissues: [{ id: 'wrong-plan', period: '2026-11', reason: 'The plan was wrong.' }],
    });
    world.until('2026-12-07T00:12:00Z');
    await world.bill([createExportTask(ports)]);
    expect(contents()).toMatchObject(before);
    const again = rowsOf('2026-11/statements-2026-11.r2.csv').filter(
      ({ kind_of_statement }) => kind_of_statement === 'cost-center',
    );
    expect(sumOf(again, 'amount')).toBe(4_000);
    const page = list().find((name) => /cost-center.*\.r2\.html$/.test(name)) ?? '';
    expect(readFileSync(join(root, page), 'utf8')).toMatch(/reversed/i);
  });

  test('writes each file once, wherever the process is killed, with the same bytes', async () => {
    const { world, ports } = await openWorld();
    world.until('2026-11-03T10:00:00Z');
    await world.use([{ id: '1', metric: 'calls', value: '250', time: '2026-11-01T09:00:00Z' }]);
    world.until('2026-12-06T00:12:00Z');
    await world.bill();
    const whole = mkdtempSync(join(tmpdir(), 'souk-export-'));
    // Before or after each file, and before it is written down.
    const killing = (at: number, when: 'before' | 'after'): ExportTarget => {
      let puts = 0;
      return {
        ...ports.target,
        put: async (...args) => {
          puts += 1;
          if (puts === at && when === 'before') throw new Error('The process has been killed here.');
          const result = await ports.target.put(...args);
          if (puts === at) throw new Error('The process has been killed here.');
          return result;
        },
      };
    };
    let kills = 0;
    const runs: [Term, ExportTarget][] = [1, 2, 3].flatMap((at) => [
      [world.term, killing(at, 'before')],
      [world.term, killing(at, 'after')],
      [cutOffTerm(store, at), ports.target],
    ]);
    for (const [term, target] of runs)
      await exportBilling(term, { ...ports, target }).catch(() => (kills += 1));
    await exportBilling(world.term, ports);
    expect(kills).toBe(runs.length);
    const [files, mine] = [contents(), list()];
    expect(mine.filter((name) => /\.r\d+\./.test(name))).toEqual([]);
    const { rows } = await sql<{ name: string; digest: string }>`
      select name, digest from billing_export order by name collate "C"`.execute(store.db);
    expect(rows).toEqual(mine.map((name) => ({ name, digest: digestOf(files[name] ?? '') })));
    // What a process that lives on writes is the same.
    await sql`delete from billing_export`.execute(store.db);
    await exportBilling(world.term, { ...ports, target: openFolderTarget(whole) });
    root = whole;
    expect(contents()).toEqual(files);
  });

  test('looks once a day, and when something was issued', async () => {
    const { world, ports } = await openWorld();
    const task = createExportTask(ports);
    world.until('2026-12-05T10:00:00Z');
    await task.run(world.term);
    const first = list();
    const forget = async () => {
      await sql`delete from billing_export`.execute(store.db);
      for (const name of list()) rmSync(join(root, name));
    };
    await forget();
    await task.run(world.term);
    expect(list()).toEqual([]);
    await store.db
      .transaction()
      .execute((db) => closeMonth(db, { month: '2026-11', cutoff: 0 }, world.clock.now()));
    await task.run(world.term);
    expect(list()).toEqual(expect.arrayContaining([...first, '2026-11/statements-2026-11.csv']));
    await forget();
    world.until('2026-12-06T00:00:00Z');
    await task.run(world.term);
    expect(list()).toEqual(expect.arrayContaining([...first, '2026-12/allocation-2026-12-05.csv']));
  });

  test('does not write the same bytes again, whatever they are made of', async () => {
    const { world, ports } = await openWorld();
    const file = { base: '2026-11/a.csv', text: 'one', contentType: 'text/csv' };
    const to = { store, target: ports.target, now: world.clock.now() };
    expect(await exportFile(world.term, to, { ...file, basis: 'usage 1' })).toBe(true);
    expect(await exportFile(world.term, to, { ...file, basis: 'usage 2' })).toBe(false);
    expect(await exportFile(world.term, to, file)).toBe(false);
    expect(await exportFile(world.term, to, { ...file, text: 'two' })).toBe(true);
    expect(list()).toEqual(['2026-11/a.csv', '2026-11/a.r2.csv']);
  });

  test('leaves what somebody else has put there', async () => {
    const { world, ports } = await openWorld();
    world.until('2026-11-02T10:00:00Z');
    await exportBilling(world.term, ports);
    const [name = ''] = list();
    writeFileSync(join(root, name), 'mine');
    await sql`delete from billing_export`.execute(store.db);
    expect(await exportBilling(world.term, ports)).toBe(1);
    expect(readFileSync(join(root, name), 'utf8')).toBe('mine');
    expect(list()).toEqual([name, '2026-11/allocation-2026-11-01.r2.csv'].toSorted());
  });

  test('shows what fails, and goes on from there with the next pass', async () => {
    const { world, ports } = await openWorld();
    let space = 2;
    const full: ExportTarget = {
      ...ports.target,
      put: async (...args) => {
        if (space === 0) throw new ExportError(`${args[0]} could not be written: there is no space left.`);
        space -= 1;
        return ports.target.put(...args);
      },
    };
    const failures: string[] = [];
    const telemetry = { ...world.ports.telemetry, failed: (reason: string) => void failures.push(reason) };
    const task = createExportTask({ ...ports, target: full });
    world.until('2026-11-06T10:00:00Z');
    const bill = async () => {
      await runBilling(cutOffTerm(store, forever), { ...world.ports, telemetry }, [task]);
    };
    await bill();
    expect(list()).toHaveLength(2);
    expect(failures).toEqual(['billing']);
    space = 100;
    world.until('2026-11-06T11:00:00Z');
    await bill();
    expect(list()).toHaveLength(5);
    expect(failures).toEqual(['billing']);
  });
});

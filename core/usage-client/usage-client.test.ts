import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openUsageClient, type UsageClientPorts } from './open-usage-client.ts';
import { openNewFile } from './segment-writer.ts';
import type { SendAnswer } from './send.ts';
import { type Counted, CountingServer } from './testing/counting-server.ts';
import { SkippingClock } from './testing/skipping-clock.ts';
import type { UsageClient, UsageNews } from './usage-client.ts';

let folder: string;
let server: CountingServer;
let clock: SkippingClock;
let news: UsageNews<Counted>[];
let open: UsageClient<Counted>[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'souk-usage-'));
  server = new CountingServer();
  clock = new SkippingClock();
  news = [];
  open = [];
});
afterEach(async () => {
  await Promise.all(open.map((client) => client.close()));
  rmSync(folder, { recursive: true, force: true });
});

const spool = () => join(folder, 'spool');
const openClient = async (change: Partial<UsageClientPorts<Counted>> = {}) => {
  const client = await openUsageClient<Counted>({
    ...{ spool: spool(), send: async (events) => server.take(events), clock, random: () => 0 },
    onNews: (one) => news.push(one),
    ...change,
  });
  open.push(client);
  return client;
};
const use = (id: string, change: Partial<Counted> = {}): Counted => ({
  id,
  metric: 'calls',
  value: '1',
  ...change,
});
const uses = (count: number, from = 0) => Array.from({ length: count }, (_, i) => use(`e${from + i}`));
const never = () => new Promise<SendAnswer>(() => {});
const segments = () => readdirSync(spool()).filter((name) => name.startsWith('events-'));
const linesOf = (name: string): Record<string, unknown>[] =>
  readFileSync(join(spool(), name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const mode = (name: string) => (statSync(join(spool(), name)).mode & 0o777).toString(8);

describe('when something was used', () => {
  it('sends it once, and leaves nothing behind', async () => {
    const client = await openClient();
    await Promise.all(uses(2_500).map((event) => client.record(event)));
    await client.flush();
    expect(server.counted.size).toBe(2_500);
    expect([...server.arrivals.values()].every((times) => times === 1)).toBe(true);
    expect(Math.max(...server.batches)).toBeLessThanOrEqual(1_000);
    expect(client.stats()).toMatchObject({
      waiting: 0,
      sent: 2_500,
      refused: 0,
      broken: 0,
      oldestAt: undefined,
    });
    await client.close();
    await (await openClient()).flush();
    expect(segments()).toEqual([]);
    expect(server.arrivals.get('e0')).toBe(1);
  });

  it('names it when it has no name, the same each time that it is sent', async () => {
    let refusals = 1;
    const client = await openClient({
      send: async (events) => {
        const answer = server.take(events);
        return refusals-- > 0 ? { kind: 'later', reason: 'lost on the way back' } : answer;
      },
    });
    const id = await client.record({ metric: 'calls', value: '1' });
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    await client.flush();
    expect([...server.arrivals]).toEqual([[id, 2]]);
  });

  it('lets nobody else read it', async () => {
    const client = await openClient({ send: never });
    await client.record(use('a'));
    expect((statSync(spool()).mode & 0o777).toString(8)).toBe('700');
    expect(readdirSync(spool()).map((name) => [name, mode(name)])).toEqual([
      ['events-000000000002.jsonl', '600'],
      ['spool.lock', '600'],
    ]);
  });

  it('waits for the disk once for many at the same time', async () => {
    let syncs = 0;
    const client = await openClient({
      send: never,
      openFile: async (path) => {
        const file = await openNewFile(path);
        return {
          ...{ appendFile: (data) => file.appendFile(data), truncate: (size) => file.truncate(size) },
          ...{ close: () => file.close() },
          datasync: () => {
            syncs++;
            return file.datasync();
          },
        };
      },
    });
    await Promise.all(uses(1_000).map((event) => client.record(event)));
    // The first does not wait for others; all the others come while it is written.
    expect(syncs).toBe(2);
    expect(client.stats()).toMatchObject({ waiting: 1_000 });
  });

  it.each<[string, unknown]>([
    ['an id that is no text', { id: 7 }],
    ['an empty id', { id: '' }],
    ['what JSON has no word for', { id: 'a', value: 1n }],
    ['too much', { id: 'a', value: 'x'.repeat(20_000) }],
  ])('refuses %s', async (_name, event) => {
    const client = await openClient();
    await expect(client.record(event as Counted)).rejects.toMatchObject({ code: 'invalid-event' });
    expect(client.stats()).toMatchObject({ waiting: 0, bytes: 0 });
  });
});

describe('when the spool is full', () => {
  it('says so, keeps what it has, and takes more once there is room', async () => {
    const gate = Promise.withResolvers<void>();
    const client = await openClient({
      mostBytes: 256 * 1_024,
      send: async (events) => {
        await gate.promise;
        return server.take(events);
      },
    });
    const kept: string[] = [];
    const all = await Promise.allSettled(
      uses(8_000).map(async (event) => kept.push(await client.record(event))),
    );
    const refused = all.find((one) => one.status === 'rejected');
    expect(refused?.reason).toMatchObject({ name: 'UsageClientError', code: 'spool-full' });
    expect(kept.length).toBeGreaterThan(2_000);
    expect(client.stats().bytes).toBeLessThanOrEqual(256 * 1_024);
    expect(client.stats()).toMatchObject({ waiting: kept.length });
    await expect(client.record(use('late'))).rejects.toMatchObject({ code: 'spool-full' });
    gate.resolve();
    await client.flush();
    await client.record(use('late'));
    await client.flush();
    expect([...server.counted.keys()].toSorted()).toEqual([...kept, 'late'].toSorted());
  });
});

describe('when the disk does not take it', () => {
  it.each(['appendFile', 'datasync'] as const)('is as if it was never given: %s', async (method) => {
    let fails = false;
    const client = await openClient({
      send: never,
      openFile: async (path) => {
        const file = await openNewFile(path);
        const failing = async () => {
          throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
        };
        return {
          appendFile: async (data) => {
            await file.appendFile(fails && method === 'appendFile' ? String(data).slice(0, 20) : data);
            if (fails && method === 'appendFile') await failing();
          },
          datasync: () => (fails && method === 'datasync' ? failing() : file.datasync()),
          truncate: (size) => file.truncate(size),
          close: () => file.close(),
        };
      },
    });
    await client.record(use('before'));
    fails = true;
    await expect(client.record(use('lost'))).rejects.toMatchObject({ code: 'not-written' });
    fails = false;
    await client.record(use('after'));
    await client.close();
    const next = await openClient();
    await next.flush();
    expect([...server.counted.keys()]).toEqual(['before', 'after']);
    expect(news).toEqual([]);
  });
});

describe('when what was sent is not taken', () => {
  it('writes down what can never count, and goes on', async () => {
    const client = await openClient();
    await client.record(use('a', { value: '2' }));
    await client.record(use('odd', { metric: 'unknown' }));
    await client.flush();
    server.counted.set('c', '7');
    await client.record(use('c'));
    await client.record(use('d'));
    await client.flush();
    expect(client.stats()).toMatchObject({ waiting: 0, sent: 2, refused: 2 });
    expect(linesOf('refused.jsonl')).toMatchObject([
      { status: 'rejected', code: 'unknown-metric', detail: 'There is none.', event: { id: 'odd' } },
      { status: 'conflict', event: { id: 'c' }, recordedAt: Date.parse('2026-11-22T08:00:00Z') },
    ]);
    expect(news.map((one) => one.kind)).toEqual(['refused', 'refused']);
    expect(server.arrivals.get('odd')).toBe(1);
    expect(mode('refused.jsonl')).toBe('600');
  });

  it('keeps the newest of them in so many bytes', async () => {
    const client = await openClient({ mostLogBytes: 4_000 });
    for (let i = 0; i < 100; i++) {
      await client.record(use(`odd${i}`, { metric: 'unknown' }));
      await client.flush();
    }
    const sizeOf = (name: string) => statSync(join(spool(), name)).size;
    expect(sizeOf('refused.jsonl') + sizeOf('refused.older.jsonl')).toBeLessThanOrEqual(4_000);
    expect(linesOf('refused.jsonl').at(-1)).toMatchObject({ event: { id: 'odd99' } });
  });

  it('tries again, with more patience each time', async () => {
    let failures = 5;
    const client = await openClient({
      random: () => 1,
      send: async (events) => {
        if (failures-- > 0) throw new Error('connect', { cause: new Error('refused') });
        return server.take(events);
      },
    });
    await client.record(use('a'));
    await client.flush();
    await client.record(use('b'));
    failures = 1;
    await client.flush();
    expect(clock.slept).toEqual([500, 1_000, 2_000, 4_000, 8_000, 500]);
    expect(news[0]).toEqual({ kind: 'delayed', reason: 'connect: refused', failures: 1, ms: 500 });
    expect(server.arrivals.get('a')).toBe(1);
  });

  it('is as patient as it is asked to be', async () => {
    const answers: SendAnswer[] = [{ kind: 'later', reason: 'busy', retryAfterMs: 7_000 }];
    const client = await openClient({ send: async (events) => answers.shift() ?? server.take(events) });
    await client.record(use('a'));
    await client.flush();
    expect(clock.slept).toEqual([7_000]);
  });

  it('sends fewer at once when they are too many, and lets go of one that is too large alone', async () => {
    const gate = Promise.withResolvers<void>();
    const sizes: number[] = [];
    const client = await openClient({
      send: async (events) => {
        await gate.promise;
        sizes.push(events.length);
        const tooLarge = events.length > 3 || events.some(({ event }) => event.value === 'large');
        return tooLarge ? { kind: 'too-large', reason: 'It is too large.' } : server.take(events);
      },
    });
    await client.record(use('first'));
    await Promise.all(
      [...uses(20), use('large', { value: 'large' }), ...uses(5, 20)].map((e) => client.record(e)),
    );
    gate.resolve();
    await client.flush();
    expect(server.counted.size).toBe(26);
    expect(server.arrivals.get('large')).toBeUndefined();
    expect(linesOf('refused.jsonl')).toMatchObject([
      { status: 'rejected', code: 'too-large', event: { id: 'large' } },
    ]);
    expect(Math.max(...server.batches)).toBe(3);
  });

  it('does not believe results that are not as many as the events', async () => {
    const answers: SendAnswer[] = [{ kind: 'answered', results: [] }];
    const client = await openClient({ send: async (events) => answers.shift() ?? server.take(events) });
    await client.record(use('a'));
    await client.flush();
    expect([...server.counted.keys()]).toEqual(['a']);
    expect(news).toMatchObject([{ kind: 'delayed', reason: 'Expected 1 results; there are 0.' }]);
  });

  it('goes on when who is told of it fails', async () => {
    const client = await openClient({
      onNews: () => {
        throw new Error('the listener');
      },
    });
    await client.record(use('odd', { metric: 'unknown' }));
    await client.record(use('a'));
    await client.flush();
    expect([...server.counted.keys()]).toEqual(['a']);
  });
});

describe('when a process ended before it was all sent', () => {
  const leave = async (count: number) => {
    const client = await openClient({ send: never });
    await Promise.all(uses(count).map((event) => client.record(event)));
    await client.close();
    return join(spool(), segments()[0] ?? '');
  };

  it('sends what it left, with the time when it was recorded', async () => {
    await leave(3);
    clock.advance(60_000);
    const times: number[] = [];
    const client = await openClient({
      send: async (events) => {
        times.push(...events.map(({ recordedAt }) => recordedAt));
        return server.take(events);
      },
    });
    await client.flush();
    expect(times).toEqual(Array(3).fill(Date.parse('2026-11-22T08:00:00Z')));
    expect(server.counted.size).toBe(3);
  });

  it('says how much waits, and since when', async () => {
    await leave(3);
    const asked = Promise.withResolvers<void>();
    const client = await openClient({
      send: () => {
        asked.resolve();
        return never();
      },
    });
    await asked.promise;
    expect(client.stats()).toMatchObject({ waiting: 3, oldestAt: new Date('2026-11-22T08:00:00Z') });
  });

  it('cuts off a line that was not finished', async () => {
    const path = await leave(3);
    truncateSync(path, statSync(path).size - 5);
    const client = await openClient();
    await client.record(use('next'));
    await client.flush();
    expect([...server.counted.keys()]).toEqual(['e0', 'e1', 'next']);
    expect(news).toEqual([]);
  });

  it('puts aside what was damaged, and sends the others', async () => {
    const path = await leave(5);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('"e2"', '"eX"'));
    const client = await openClient();
    await client.flush();
    expect([...server.counted.keys()]).toEqual(['e0', 'e1', 'e3', 'e4']);
    expect(client.stats()).toMatchObject({ waiting: 0, sent: 4, broken: 1 });
    expect(news).toEqual([{ kind: 'broken', pieces: 1, segment: 2 }]);
    const [entry] = linesOf('quarantine.jsonl');
    expect(entry).toMatchObject({ segment: 2, offset: text.indexOf('\n', text.indexOf('"e1"')) + 1 });
    expect(Buffer.from(String(entry?.['base64']), 'base64').toString()).toContain('"eX"');
  });

  it.each([
    ['lost', () => rmSync(join(spool(), 'sent.json'))],
    ['damaged', () => writeFileSync(join(spool(), 'sent.json'), '{"seg')],
  ])('sends it again when its note is %s', async (_name, harm) => {
    const client = await openClient();
    await client.record(use('a'));
    await client.flush();
    await client.close();
    harm();
    const next = await openClient();
    await next.record(use('b'));
    await next.flush();
    expect([...server.arrivals]).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });
});

describe('when somebody waits', () => {
  it('lets go of whoever gave up', async () => {
    const client = await openClient({ send: never });
    await client.record(use('a'));
    const giveUp = new AbortController();
    const flushed = client.flush(giveUp.signal);
    giveUp.abort(new Error('enough'));
    await expect(flushed).rejects.toThrow('enough');
  });

  it('ends with everybody who waits, and takes nothing any more', async () => {
    const client = await openClient({ send: never });
    await client.record(use('a'));
    const flushed = client.flush();
    const ended = expect(flushed).rejects.toMatchObject({ code: 'closed' });
    await client.close();
    await ended;
    await expect(client.record(use('b'))).rejects.toMatchObject({ code: 'closed' });
    await client.close();
  });

  it('waits for nothing when there is nothing', async () => {
    await (await openClient()).flush();
    expect(server.batches).toEqual([]);
  });
});

describe('when a folder can not be had', () => {
  it('is of one client at a time', async () => {
    const client = await openClient();
    await expect(openClient()).rejects.toMatchObject({ name: 'UsageClientError', code: 'in-use' });
    await client.close();
    await openClient();
  });

  it('says why', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(openClient({ spool: join(folder, 'file', 'x') })).rejects.toMatchObject({
      code: 'not-writable',
    });
    await expect(openClient({ mostBytes: 10 })).rejects.toThrow(/at least 262144; found 10/);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appendEvents } from '../events/append-events.ts';
import type { NewEvent } from '../events/event.ts';
import type { EntityChange } from '../store/log-tables.ts';
import type { Store } from '../store/store.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { resetStore } from '../testing/reset-store.ts';
import { type RunningApi, runApi } from '../testing/running-api.ts';
import { until } from '../testing/until.ts';

let store: Store;
let running: RunningApi;
let epoch: string;
let address: string;
const listeners = new Set<() => void>();

beforeAll(async () => {
  store = await borrowMemoryStore();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  running = await runApi({ store, catalog: {}, ports: { subscribe } });
  address = await running.api.listen({ host: '127.0.0.1', port: 0 });
}, 60_000);
afterAll(async () => {
  await running.close();
  await store.close();
});
beforeEach(async () => {
  await resetStore(store);
  ({ epoch } = await store.db.selectFrom('sync_cursor').select('epoch').executeTakeFirstOrThrow());
});

const change = (id: string, what: EntityChange, version = '1.0.0'): NewEvent => ({
  type: `app.${what}`,
  entity: { kind: 'App', id },
  change: what,
  commit: 'c1',
  data: { version },
});
const derived: NewEvent = { type: 'app.deprecated', entity: { kind: 'App', id: 'crm' }, data: {} };
const append = async (...events: readonly NewEvent[]): Promise<void> => {
  const now = new Date('2026-11-22T08:00:00Z');
  await store.db.transaction().execute((db) => appendEvents(db, events, { revision: 7, now }));
  for (const listener of listeners) listener();
};
const ask = async (query = '') => (await running.api.inject(`/api/v1/changes${query}`)).json();
const ids = ({ items }: { items: readonly { id: string }[] }): string[] => items.map(({ id }) => id);

describe('when changes are read by pages', () => {
  it('tells what happened, in order, with what has gone', async () => {
    await append(change('crm', 'added'), derived, change('crm', 'removed', '1.1.0'), derived);
    const item = {
      kind: 'App',
      id: 'crm',
      commit: 'c1',
      revision: `${epoch}.7`,
      at: '2026-11-22T08:00:00.000Z',
    };
    expect(await ask()).toEqual({
      items: [
        { ...item, seq: 1, cursor: `${epoch}.1`, type: 'added', version: '1.0.0' },
        { ...item, seq: 3, cursor: `${epoch}.3`, type: 'removed', version: '1.1.0' },
      ],
      nextCursor: `${epoch}.4`,
    });
  });

  it('goes on from a cursor, a number and the end', async () => {
    await append(change('a', 'added'), change('b', 'added'), derived, change('c', 'added'));
    expect(ids(await ask(`?since=${epoch}.1`))).toEqual(['b', 'c']);
    expect(ids(await ask('?since=2'))).toEqual(['c']);
    expect(await ask('?since=now')).toEqual({ items: [], nextCursor: `${epoch}.4` });
    expect(await ask('?limit=2')).toMatchObject({
      items: [{ id: 'a' }, { id: 'b' }],
      nextCursor: `${epoch}.2`,
    });
  });

  const refused: [name: string, since: () => string, detail: RegExp][] = [
    ['another registry', () => 'abcdef12.1', /made anew since/],
    ['what is no longer kept', () => `${epoch}.1`, /begins with 3/],
    ['what has not happened', () => '99', /ends at 4/],
  ];
  it.each(refused)('refuses a cursor of %s', async (_name, since, detail) => {
    await append(change('a', 'added'), change('b', 'added'), change('c', 'added'), change('d', 'added'));
    await store.db.deleteFrom('event').where('seq', '<', 3).execute();
    expect(await ask(`?since=${since()}`)).toMatchObject({
      status: 410,
      code: 'feed-expired',
      detail: expect.stringMatching(detail),
    });
    expect(ids(await ask('?since=2'))).toEqual(['c', 'd']);
    expect(ids(await ask())).toEqual(['c', 'd']);
  });

  it('takes nothing else for a cursor', async () => {
    expect(await ask('?since=yesterday')).toMatchObject({ status: 400, code: 'invalid-request' });
  });
});

describe('when a reader waits for a change', () => {
  it('answers as soon as there is one', async () => {
    const answer = ask('?since=now&wait=60');
    await until(
      () => running.clock.sleeping,
      (sleeping) => sleeping > 0,
    );
    await append(derived, change('crm', 'added'));
    expect(await answer).toMatchObject({ items: [{ id: 'crm' }], nextCursor: `${epoch}.2` });
  });

  it('answers without one when the time is over', async () => {
    const answer = ask('?wait=10');
    await until(
      () => running.clock.sleeping,
      (sleeping) => sleeping > 0,
    );
    await append(derived);
    running.clock.advance(10_000);
    expect(await answer).toEqual({ items: [], nextCursor: expect.stringMatching(/\.[01]$/) });
  });
});

/** A stream of server-sent events, as text that grows. */
class Listener {
  text = '';
  ended = false;
  readonly #stop = new AbortController();

  async open(query: string, headers: Record<string, string> = {}): Promise<Response> {
    const response = await fetch(`${address}/api/v1/changes${query}`, {
      headers: { accept: 'text/event-stream', ...headers },
      signal: this.#stop.signal,
    });
    void this.#read(response);
    return response;
  }

  has(part: string): Promise<string> {
    return until(
      () => this.text,
      (text) => text.includes(part),
    );
  }

  leave(): void {
    this.#stop.abort();
  }

  async #read(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body ?? []) this.text += decoder.decode(chunk, { stream: true });
    } catch {
      // It was left.
    }
    this.ended = true;
  }
}

describe('when changes are read as a stream', () => {
  let listener: Listener;
  beforeEach(() => {
    listener = new Listener();
  });
  afterEach(() => listener.leave());

  it('tells what has happened and what happens', async () => {
    await append(change('a', 'added'));
    const { headers } = await listener.open('');
    expect(headers.get('content-type')).toBe('text/event-stream');
    expect(headers.get('x-accel-buffering')).toBe('no');
    await listener.has(`id: ${epoch}.1\nevent: change\ndata: {"seq":1,`);
    await append(change('b', 'removed'));
    const text = await listener.has(`id: ${epoch}.2\nevent: change`);
    expect(text).toContain('"type":"removed","kind":"App","id":"b"');
  });

  it('goes on where a client left off, whatever its address says', async () => {
    await append(change('a', 'added'), change('b', 'added'), change('c', 'added'));
    await listener.open('?since=0', { 'last-event-id': `${epoch}.2` });
    expect(await listener.has('"id":"c"')).not.toContain('"id":"b"');
  });

  it('gives a place to resume from before anything happens, and as quiet time passes', async () => {
    await append(change('a', 'added'));
    await listener.open('?since=now');
    await listener.has(`retry: 2000\nid: ${epoch}.1\n\n`);
    await append(derived);
    await until(
      () => running.clock.advance(15_000),
      () => listener.text.includes(`: nothing new\nid: ${epoch}.2\n\n`),
    );
  });

  it('refuses what it can not follow as a problem', async () => {
    const response = await listener.open('?since=99');
    expect([response.status, response.headers.get('content-type')]).toEqual([
      410,
      expect.stringMatching(/^application\/problem\+json/),
    ]);
  });

  it('lets go of who has left', async () => {
    const idle = listeners.size;
    await listener.open('?since=now');
    await listener.has('retry');
    expect(listeners.size).toBe(idle + 1);
    listener.leave();
    await until(
      () => listeners.size,
      (size) => size === idle,
    );
  });

  it('says goodbye when the service stops', async () => {
    await listener.open('?since=now');
    await listener.has('retry');
    const closing = running.api.close();
    await until(
      () => running.clock.advance(2_000),
      () => listener.ended,
    );
    running.api.server.closeAllConnections();
    await closing;
    expect(listener.text).toMatch(/retry: 2000\n: The service stops\./);
  });
});

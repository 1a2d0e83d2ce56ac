import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { ChangePage } from '../events/change-feed.ts';
import type { LoggedEvent } from '../events/event.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { until } from '../testing/until.ts';
import { streamChanges } from './change-stream.ts';

const change = (seq: number): LoggedEvent => ({
  ...{ seq, type: 'app.added', change: 'added', entity: { kind: 'App', id: `app-${seq}` } },
  ...{ revision: 1, at: new Date(0), commit: undefined, data: {} },
});

/** A feed without end. */
async function read(after: number, limit: number): Promise<ChangePage> {
  const bounds = { epoch: 'e', oldest: 1, newest: 1_000_000 };
  const changes = Array.from({ length: limit }, (_, i) => change(after + i + 1));
  return { bounds, changes, next: after + limit, atEnd: false };
}

describe('when a client reads more slowly than there is to tell', () => {
  it('keeps a page at most in memory, and drops the client in the end', async () => {
    const clock = new FakeClock();
    const target = new PassThrough({ highWaterMark: 1_024 });
    let reads = 0;
    const feed = {
      bounds: async () => ({ epoch: 'e', oldest: 1, newest: 1_000_000 }),
      read: (after: number, limit: number) => {
        reads++;
        return read(after, limit);
      },
    };
    const ports = { feed, clock, subscribe: () => () => {} };
    const streaming = streamChanges(target, ports, { epoch: 'e', after: 0 }, new AbortController().signal);
    await until(
      () => clock.sleeping,
      (sleeping) => sleeping === 1,
    );
    expect(reads).toBe(1);
    clock.advance(30_000);
    await until(
      () => target.writableEnded,
      (ended) => ended,
    );
    clock.advance(5_000);
    await streaming;
    expect([reads, target.destroyed]).toEqual([1, true]);
  });
});

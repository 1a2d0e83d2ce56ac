import { afterAll, describe, expect, it } from 'vitest';
import { type Bounded, BoundedWorker } from './bounded-worker.ts';

const script = new URL('./testing/odd-tasks.ts', import.meta.url);
const worker = new BoundedWorker(script, { timeoutMs: 1_500, memoryMb: 40, mostTimeouts: 9 });
afterAll(() => worker[Symbol.asyncDispose]());

const works: Bounded = { ok: true, value: 42 };

describe('when a task comes to its end', () => {
  it.each<[task: string, input: unknown, expected: Bounded]>([
    ['double', 21, works],
    ['later', { bytes: new Uint8Array([1, 2]) }, { ok: true, value: { bytes: new Uint8Array([1, 2]) } }],
    ['throws', null, { ok: false, reason: 'failed', message: 'It is no bill of materials.' }],
    ['rejects', null, { ok: false, reason: 'failed', message: 'It was not signed.' }],
    ['throws-a-text', null, { ok: false, reason: 'failed', message: 'text' }],
    ['constructor', null, { ok: false, reason: 'failed', message: 'There is no task constructor.' }],
    ['environment', null, { ok: true, value: [] }],
  ])('gives what it says: %s', async (task, input, expected) => {
    expect(await worker.run(task, input)).toEqual(expected);
  });

  it('runs one after the other, in the order of the calls', async () => {
    const outcomes = await Promise.all([1, 2, 3].map((number) => worker.run('double', number)));
    expect(outcomes).toEqual([2, 4, 6].map((value) => ({ ok: true, value })));
  });
});

describe('when a task does not', () => {
  it.each<[task: string, expected: Partial<Extract<Bounded, { ok: false }>>]>([
    ['hangs', { reason: 'timeout', message: 'It took longer than 1.5 s.' }],
    ['waits', { reason: 'timeout' }],
    ['fills', { reason: 'memory', message: 'It took more than 40 MB of memory.' }],
    ['exits', { reason: 'failed', message: 'Its thread ended with 3.' }],
    ['dies-later', { reason: 'failed', message: 'Nobody caught this.' }],
    ['not-sendable', { reason: 'failed' }],
  ])('says why, and the next one works: %s', async (task, expected) => {
    expect(await worker.run(task, null)).toMatchObject({ ok: false, ...expected });
    expect(await worker.run('double', 21)).toEqual(works);
  });
});

describe('when task after task takes too long', () => {
  it('begins no more of them, and no other', async () => {
    const own = new BoundedWorker(script, { timeoutMs: 300, memoryMb: 40, mostTimeouts: 2 });
    const outcomes = await Promise.all(['waits', 'waits', 'waits', 'waits'].map((task) => own.run(task, 1)));
    expect(outcomes.map((outcome) => 'message' in outcome && outcome.message)).toEqual([
      'It took longer than 0.3 s.',
      'It took longer than 0.3 s.',
      'It was not begun, as 2 before it took too long.',
      'It was not begun, as 2 before it took too long.',
    ]);
    await own[Symbol.asyncDispose]();
  });
});

describe('when a thread does not start', () => {
  it('says so for each task', async () => {
    const own = new BoundedWorker(new URL('./testing/no-tasks.ts', import.meta.url), {
      timeoutMs: 60_000,
      memoryMb: 40,
      mostTimeouts: 1,
    });
    const outcomes = await Promise.all([own.run('double', 1), own.run('double', 2)]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, false]);
  });
});

describe('when it is let go', () => {
  it.each(['at once', 'once it has begun'])('ends the task that it is at: %s', async (when) => {
    const own = new BoundedWorker(script, { timeoutMs: 60_000, memoryMb: 40, mostTimeouts: 1 });
    if (when === 'once it has begun') await own.run('double', 1);
    const tasks = [own.run('hangs', null), own.run('double', 21)];
    await own[Symbol.asyncDispose]();
    expect((await Promise.all(tasks)).map(({ ok }) => ok)).toEqual([false, false]);
    expect(await own.run('double', 21)).toMatchObject({ ok: false, message: 'It was not begun any more.' });
  });
});

import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { WorkerStart } from './batch-worker.ts';
import { BATCH_ENTRYPOINT } from './entrypoints.ts';
import { readDiskBundle } from './open-engine.ts';
import { SecondThread } from './second-thread.ts';
import { fixtureFolder } from './testing/fixture-folder.ts';
import { fixtureInput, surroundings } from './testing/fixture-inputs.ts';
import type { OddStart } from './testing/odd-worker.ts';
import { serialiseInput, WasmRuntime } from './wasm-runtime.ts';

const bundle = await readDiskBundle(fixtureFolder);
const start: WorkerStart = {
  module: new WebAssembly.Module(bundle.wasm),
  data: serialiseInput(bundle.data),
  now: new Date(surroundings.now),
};
const batch = (...items: unknown[]): ArrayBuffer => serialiseInput({ items, ...surroundings });
const odd = (behaviour: string): SecondThread =>
  new SecondThread({ ...start, behaviour } as OddStart, new URL('./testing/odd-worker.ts', import.meta.url));

/** What it says of the batches, once it has said something of the last or has gone. */
async function answersOf(thread: SecondThread, places: readonly number[]): Promise<unknown[]> {
  const last = places.at(-1) ?? 0;
  while (thread.answersTo(last) === undefined && !thread.isGone) await setImmediate();
  return places.map((place) => thread.answersTo(place));
}

describe('when a second thread answers', () => {
  it('gives what this thread would say, by the place of each batch', async () => {
    const batches = [[fixtureInput()], [fixtureInput({ tier: 'high' }), fixtureInput()], []];
    await using thread = new SecondThread(start);
    for (const [place, items] of batches.entries()) thread.post(place, batch(...items));
    const runtime = new WasmRuntime(start.module, start.data, start.now);
    expect(await answersOf(thread, [0, 1, 2])).toEqual(
      batches.map((items) => runtime.run(BATCH_ENTRYPOINT, batch(...items))),
    );
  });

  it('gives none for a batch that does not come through, and goes on with the next', async () => {
    await using thread = new SecondThread(start);
    thread.post(0, batch(fixtureInput({ made: 'nonsense' })));
    thread.post(1, batch(fixtureInput()));
    expect(await answersOf(thread, [0, 1])).toEqual([undefined, [expect.anything()]]);
  });

  it('has room for a few batches ahead, and again once they are answered', async () => {
    await using thread = new SecondThread(start);
    let posted = 0;
    while (thread.hasRoom) thread.post(posted++, batch(fixtureInput()));
    expect(posted).toBe(3);
    await answersOf(thread, [0, 1, 2]);
    expect(thread.hasRoom).toBe(true);
  });

  it('has ended when it is let go, with work left or without', async () => {
    for (const count of [0, 3]) {
      const thread = new SecondThread(start);
      for (let place = 0; place < count; place++) thread.post(place, batch(fixtureInput()));
      await thread[Symbol.asyncDispose]();
      expect(thread.isGone).toBe(true);
      expect(thread.hasRoom).toBe(false);
    }
  });
});

describe('when a second thread does not do its work', () => {
  it.each(['never-starts', 'exits', 'throws', 'too-deep'])('is gone: %s', async (behaviour) => {
    await using thread = odd(behaviour);
    for (const place of [0, 1, 2]) thread.post(place, batch(fixtureInput()));
    expect(await answersOf(thread, [1, 2])).toEqual([undefined, undefined]);
    expect(thread.hasRoom).toBe(false);
  });

  it('takes no answer to what was not asked', async () => {
    await using thread = odd('another-place');
    thread.post(0, batch(fixtureInput()));
    thread.post(1, batch(fixtureInput()));
    expect(await answersOf(thread, [0, 1])).toEqual([undefined, expect.anything()]);
  });
});

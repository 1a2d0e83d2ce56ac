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

describe('when a second thread answers', () => {
  it('gives what this thread would say, by the place of each batch', async () => {
    const batches = [[fixtureInput()], [fixtureInput({ tier: 'high' }), fixtureInput()], []];
    await using thread = new SecondThread(start);
    for (const [place, items] of batches.entries()) thread.post(place, batch(...items));
    const answers = await thread.answers();
    const runtime = new WasmRuntime(start.module, start.data, start.now);
    expect([...answers]).toEqual(
      batches.map((items, place) => [place, runtime.run(BATCH_ENTRYPOINT, batch(...items))]),
    );
  });

  it('gives none for a batch that does not come through, and goes on with the next', async () => {
    await using thread = new SecondThread(start);
    thread.post(0, batch(fixtureInput({ made: 'nonsense' })));
    thread.post(1, batch(fixtureInput()));
    const answers = await thread.answers();
    expect(answers.get(0)).toBeUndefined();
    expect(answers.get(1)).toHaveLength(1);
  });

  it('is done at once when there is nothing to do', async () => {
    await using thread = new SecondThread(start);
    expect((await thread.answers()).size).toBe(0);
  });

  it('has ended when it is let go, with work left or without', async () => {
    for (const count of [0, 3]) {
      const thread = new SecondThread(start);
      for (let place = 0; place < count; place++) thread.post(place, batch(fixtureInput()));
      await thread[Symbol.asyncDispose]();
      expect((await thread.answers()).size).toBeLessThanOrEqual(count);
    }
  });
});

describe('when a second thread does not do its work', () => {
  it.each(['never-starts', 'exits', 'throws', 'nothing', 'first-only', 'too-deep'])(
    'waits no longer than it has to: %s',
    async (behaviour) => {
      await using thread = odd(behaviour);
      for (const place of [0, 1, 2]) thread.post(place, batch(fixtureInput()));
      const answers = await thread.answers();
      expect([1, 2].map((place) => answers.get(place))).toEqual([undefined, undefined]);
    },
  );
});

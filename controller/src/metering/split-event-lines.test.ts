import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitEventLines } from './split-event-lines.ts';

async function split(chunks: Iterable<Uint8Array>) {
  async function* body() {
    yield* chunks;
  }
  const portions = [];
  for await (const portion of splitEventLines(body())) portions.push(portion);
  return portions;
}

describe('when events come as lines', () => {
  it('gives the same lines however they are cut', async () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll('\n', ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 20 }),
        fc.integer({ min: 1, max: 9 }),
        async (lines, size) => {
          const bytes = Buffer.from(lines.join('\n'));
          const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
            bytes.subarray(i * size, (i + 1) * size),
          );
          const expected = lines.flatMap((text, index) => (text.trim() === '' ? [] : [{ index, text }]));
          expect((await split(chunks)).flat()).toEqual(expected);
        },
      ),
    );
  });

  it('gives them in portions', async () => {
    const short = await split([Buffer.from('x\n'.repeat(2_500))]);
    expect(short.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
    const long = await split([Buffer.from(`${'x'.repeat(10_000)}\n`.repeat(60))]);
    expect(Math.max(...long.map(({ length }) => length))).toBeLessThan(30);
  });

  it('does not gather a line without an end', async () => {
    const before = heldBytes();
    let held = 0;
    function* endless() {
      for (let i = 0; i < 64; i++) yield Buffer.alloc(1_024 * 1_024, 'x');
      held = heldBytes() - before;
      yield Buffer.from('\n{}');
    }
    expect(await split(endless())).toEqual([
      [
        { index: 0, text: undefined },
        { index: 1, text: '{}' },
      ],
    ]);
    expect(held).toBeLessThan(16 * 1_024 * 1_024);
  });
});

/** Bytes of buffers that are still needed. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().arrayBuffers;
}

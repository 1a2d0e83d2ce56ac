import { Readable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { receiveBody } from './receive-body.ts';

const start = { bytes: 4, withinMs: 20 };
const tooSlow = () => new Error('too slow');
const text = (body: AsyncIterable<Buffer>): Promise<string> => readText(Readable.from(body));

async function* sent(pieces: readonly string[], onTake: (piece: string) => void = () => {}) {
  for (const piece of pieces) {
    onTake(piece);
    yield Buffer.from(piece);
  }
}
async function* stuckAfter(...pieces: readonly string[]): AsyncGenerator<Buffer> {
  yield* sent(pieces);
  await new Promise(() => {});
}

describe('when the start of a body is waited for', () => {
  it.each([
    ['none', []],
    ['a short one', ['ab', 'c']],
    ['one that is just as long', ['ab', 'cd']],
    ['a long one', ['ab', 'cde', 'f', 'ghi']],
  ])('gives all of %s', async (_name, pieces) => {
    expect(await text(await receiveBody(sent(pieces), start, tooSlow))).toBe(pieces.join(''));
  });

  it('waits for no more than the start', async () => {
    const taken: string[] = [];
    const body = await receiveBody(
      sent(['ab', 'cd', 'ef'], (piece) => taken.push(piece)),
      start,
      tooSlow,
    );
    expect(taken).toEqual(['ab', 'cd']);
    expect(await text(body)).toBe('abcdef');
    await expect(receiveBody(stuckAfter('abcd'), start, tooSlow)).resolves.toBeDefined();
  });

  it.each([[[]], [['a']], [['a', 'b', 'c']]])('gives up one of which only %j comes', async (pieces) => {
    await expect(receiveBody(stuckAfter(...pieces), start, tooSlow)).rejects.toThrow('too slow');
  });

  it('says when it breaks off', async () => {
    const broken = (async function* () {
      yield Buffer.from('a');
      throw new Error('broken off');
    })();
    await expect(receiveBody(broken, start, tooSlow)).rejects.toThrow('broken off');
  });
});

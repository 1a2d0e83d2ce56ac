import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBlobs } from './read-blobs.ts';
import { openRepository } from './repository.ts';
import { TemporaryRepository } from './testing/temporary-repository.ts';

let repository: TemporaryRepository;

beforeEach(() => {
  repository = new TemporaryRepository();
});

afterEach(() => repository[Symbol.dispose]());

const store = (text: string): string => repository.gitWithInput(text, 'hash-object', '-w', '--stdin');

describe('when blobs are larger than the limit', () => {
  it('tells their size and reads none of them', async () => {
    const [small, large] = [store('abc'), store('abcdef')];
    const blobs = await readBlobs(await openRepository(repository.dir), [small, large], 5);
    expect(blobs.get(small)).toMatchObject({ ok: true, bytes: Buffer.from('abc') });
    expect(blobs.get(large)).toEqual({ ok: false, reason: 'too-large', size: 6 });
  });

  it('reads no more than all may have together', async () => {
    const [first, second] = [store('abc'), store('def')];
    const blobs = await readBlobs(await openRepository(repository.dir), [first, second], 5, 4);
    expect([...blobs.values()].map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  });
});

describe('when an object is not there', () => {
  it('says so', async () => {
    const absent = '0123456789'.repeat(4);
    const blobs = await readBlobs(await openRepository(repository.dir), [absent]);
    expect(blobs.get(absent)).toEqual({ ok: false, reason: 'missing' });
  });
});

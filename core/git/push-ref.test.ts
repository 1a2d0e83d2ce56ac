import { describe, expect, it } from 'vitest';
import { pushRef } from './push-ref.ts';
import { readFileHistory } from './read-file-history.ts';
import { openRepository } from './repository.ts';
import { TemporaryRepository } from './testing/temporary-repository.ts';
import { writeCommit } from './write-commit.ts';

const ref = 'refs/souk/notes';
const timeoutMs = 20_000;

describe('when a line of commits is written for a ref of its own', () => {
  it('begins without a parent, is pushed forward only, and is read oldest first', async () => {
    using remote = new TemporaryRepository();
    using local = new TemporaryRepository();
    const repository = await openRepository(local.dir);
    const write = (parent: string | undefined, text: string) =>
      writeCommit(repository, parent, [{ path: 'note.txt', text }], 'A note\n');
    const first = await write(undefined, 'one');
    const second = await write(first, 'two');
    const aside = await write(first, 'other');
    const push = (commit: string) => pushRef(repository, { remote: remote.dir, ref, commit, timeoutMs });
    await push(second);
    expect(remote.git('log', '--format=%s', ref).split('\n')).toEqual(['A note', 'A note']);
    await expect(push(aside)).rejects.toMatchObject({ code: 'command-failed' });

    const history = await readFileHistory(await openRepository(remote.dir), ref, 'note.txt');
    expect(history.map(({ commit, bytes }) => [commit, new TextDecoder().decode(bytes)])).toEqual([
      [first, 'one'],
      [second, 'two'],
    ]);
    expect(await readFileHistory(repository, second, 'gone.txt')).toEqual([]);
    expect(await readFileHistory(repository, second, 'note.txt', 1)).toHaveLength(1);
  });
});

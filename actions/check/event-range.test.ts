import { openRepository } from '@souk/git/repository.ts';
import { TemporaryRepository } from '@souk/git/testing/temporary-repository.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRange } from './event-range.ts';

const zeros = '0'.repeat(40);

let repository: TemporaryRepository;
let fork: string;
let main: string;
let topic: string;
let merged: string;
beforeAll(() => {
  repository = new TemporaryRepository();
  fork = repository.commit({ a: '1' });
  repository.git('checkout', '--quiet', '-b', 'topic');
  topic = repository.commit({ b: '1' });
  repository.git('checkout', '--quiet', 'main');
  main = repository.commit({ a: '2' });
  repository.git('merge', '--quiet', '--no-ff', '--message', 'merge', 'topic');
  merged = repository.git('rev-parse', 'HEAD');
  repository.git('reset', '--quiet', '--hard', main);
});
afterAll(() => repository[Symbol.dispose]());

async function range(checkedOut: string, name: string, payload: object, inputs: Record<string, string> = {}) {
  repository.git('checkout', '--quiet', '--detach', checkedOut);
  const input = (key: string): string => inputs[key] ?? '';
  return readRange({ input, event: { name, payload } }, await openRepository(repository.dir));
}

const pull = (base: string) => ({
  action: 'opened',
  pull_request: {
    number: 1,
    head: { sha: topic, ref: 'topic', repo: { full_name: 'a/b' } },
    base: { sha: base, ref: 'main', repo: { full_name: 'a/b' } },
  },
});

describe('when the change that an event is about is looked for', () => {
  it('takes the merge result that is checked out, against what it was merged into', async () => {
    expect(await range(merged, 'pull_request', pull(fork))).toEqual({ base: main, head: merged });
  });

  it('takes the head, against where it began, when anything else is checked out', async () => {
    expect(await range(topic, 'pull_request', pull(main))).toEqual({ base: fork, head: topic });
    expect(await range(main, 'pull_request_target', pull(main))).toEqual({ base: fork, head: topic });
  });

  it('takes what a push changed', async () => {
    const push = { ref: 'refs/heads/main', before: fork, after: main };
    expect(await range(main, 'push', push)).toEqual({ base: fork, head: main });
    expect(await range(topic, 'push', { ...push, before: zeros })).toEqual({ base: undefined, head: main });
  });

  it('takes what the merge queue made', async () => {
    const merge_group = { head_sha: merged, head_ref: 'q', base_sha: main, base_ref: 'main' };
    const payload = { action: 'checks_requested', merge_group };
    expect(await range(merged, 'merge_group', payload)).toEqual({ base: main, head: merged });
  });

  it('takes what is checked out when the event is about no change', async () => {
    expect(await range(topic, 'schedule', {})).toEqual({ base: undefined, head: topic });
  });

  it('takes what the inputs name before that', async () => {
    expect(await range(main, 'watch', {}, { base: fork, head: 'topic' })).toEqual({
      base: fork,
      head: topic,
    });
    expect(await range(merged, 'pull_request', pull(fork), { base: fork })).toEqual({
      base: fork,
      head: merged,
    });
  });

  it('throws a fault when the branch is gone, or the clone does not have the commits', async () => {
    const push = { ref: 'refs/heads/x', before: fork, after: zeros };
    await expect(range(main, 'push', push)).rejects.toMatchObject({ code: 'event' });
    await expect(range(main, 'pull_request', pull('a'.repeat(40)))).rejects.toMatchObject({
      name: 'GitError',
      code: 'no-common-history',
    });
  });
});

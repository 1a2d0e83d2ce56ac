import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GitError } from '../git-error.ts';
import { type GitStarter, ownStarter } from '../git-starter.ts';
import { TemporaryRepository } from '../testing/temporary-repository.ts';
import { type GitSpawner, startGitSpawner } from './start-git-spawner.ts';

let spawner: GitSpawner;
let shop: TemporaryRepository;
beforeEach(() => {
  spawner = startGitSpawner();
  shop = new TemporaryRepository();
  shop.commit({ 'crm.yaml': 'id: crm\n', 'picture.png': Uint8Array.of(0, 255, 10, 128) });
});
afterEach(async () => {
  await spawner.stop();
  shop[Symbol.dispose]();
});

async function outcome(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return { code: error.code, message: error.message };
  }
}

describe('a command that the spawner runs', () => {
  const cases: [string, (git: GitStarter) => Promise<unknown>][] = [
    ['prints', (git) => git.run(shop.dir, ['log', '--format=%H'])],
    ['fails', (git) => git.run(shop.dir, ['rev-parse', '--verify', 'nothing'])],
    ['prints bytes', (git) => git.spawn(shop.dir, ['cat-file', 'blob', 'HEAD:picture.png'], {})],
    ['reads', (git) => git.spawn(shop.dir, ['cat-file', '--batch-check'], { input: 'HEAD:crm.yaml\n' })],
    ['answers by its exit code', (git) => git.spawn(shop.dir, ['diff', '--quiet'], { answers: [0, 1] })],
    ['fails by its exit code', (git) => git.spawn(shop.dir, ['cat-file', '-e', 'HEAD:none'], {})],
    [
      'is told its environment',
      (git) =>
        git.spawn(shop.dir, ['var', 'GIT_AUTHOR_IDENT'], {
          environment: {
            GIT_AUTHOR_NAME: 'A',
            GIT_AUTHOR_EMAIL: 'a@example.com',
            GIT_AUTHOR_DATE: '1 +0000',
          },
        }),
    ],
    ['prints too much', (git) => git.spawn(shop.dir, ['ls-tree', 'HEAD'], { mostOutput: 10 })],
    ['runs nowhere', (git) => git.spawn('/nowhere', ['status'], {})],
    ['runs outside a repository', (git) => git.run('/', ['rev-parse', '--git-dir'])],
  ];

  it.each(cases)('%s as one that this process runs', async (_, command) => {
    expect(await outcome(command(spawner))).toEqual(await outcome(command(ownStarter)));
  });

  it('has neighbours, each of which gets its own answer', async () => {
    const all = Array.from({ length: 20 }, (_, i) =>
      spawner.run(shop.dir, ['-c', `souk.n=${i}`, 'config', 'souk.n']),
    );
    expect(await Promise.all(all)).toEqual(all.map((_, i) => `${i}\n`));
  });
});

describe('a command that hangs', () => {
  let server: Server;
  let hung: Promise<void>;
  let ended: Promise<void>;
  let address: string;
  beforeEach(async () => {
    const [arrival, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    [hung, ended] = [arrival.promise, end.promise];
    server = createServer((socket) => {
      arrival.resolve();
      socket
        .resume()
        .on('error', () => undefined)
        .on('close', () => end.resolve());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const at = server.address();
    address = `git://127.0.0.1:${typeof at === 'object' ? at?.port : ''}/shop.git`;
  });
  afterEach(() => server.close());

  const hang = (signal?: AbortSignal) =>
    spawner.spawn('/', ['ls-remote', address], { timeoutMs: 600_000, ...(signal && { signal }) });

  it('is ended when the caller gives up', async () => {
    const stop = new AbortController();
    const asking = hang(stop.signal);
    await hung;
    stop.abort(new Error('enough'));
    await expect(asking).rejects.toThrow('enough');
    await ended;
  });

  it('is not begun when the caller gave up before', async () => {
    await expect(hang(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });

  it('ends with the spawner', async () => {
    const asking = hang();
    await hung;
    const stopping = spawner.stop();
    await expect(asking).rejects.toMatchObject({ name: 'GitError', code: 'command-failed' });
    await stopping;
    await ended;
  });

  it('is asked of another spawner when the first is killed, and of no third', async () => {
    const asking = hang();
    await hung;
    const first = spawner.pid ?? 0;
    hung = new Promise((resolve) => server.once('connection', () => resolve()));
    process.kill(first, 'SIGKILL');
    await hung;
    expect(spawner.pid).not.toBe(first);
    process.kill(spawner.pid ?? 0, 'SIGKILL');
    await expect(asking).rejects.toMatchObject({ name: 'GitError', code: 'command-failed' });
    expect(await spawner.run(shop.dir, ['rev-parse', '--is-inside-work-tree'])).toBe('true\n');
  });
});

import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listRemoteRefs } from './list-remote-refs.ts';

let server: Server;
let ended: Promise<unknown>;
let remote: string;

beforeEach(async () => {
  const closing = Promise.withResolvers<void>();
  ended = closing.promise;
  // Takes what it is sent, and says nothing.
  server = createServer((socket: Socket) => {
    socket
      .resume()
      .on('error', () => undefined)
      .on('close', closing.resolve);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It does not listen on a port.');
  remote = `127.0.0.1:${address.port}/shop.git`;
});
afterEach(() => {
  server.close();
});

describe.each(['http', 'git'])('when a remote hangs over %s', (protocol) => {
  const ask = (change: { timeoutMs?: number; signal?: AbortSignal } = {}) =>
    listRemoteRefs('/', {
      remote: `${protocol}://${remote}`,
      refs: ['HEAD'],
      timeoutMs: 600_000,
      stallSeconds: 600,
      ...change,
    });

  it('gives up in time and leaves no process behind that talks to it', async () => {
    await expect(ask({ timeoutMs: 200 })).rejects.toMatchObject({ name: 'GitError', code: 'timed-out' });
    await ended;
  });

  it('gives up when it is told to', async () => {
    const stop = new AbortController();
    const asking = ask({ signal: stop.signal });
    await once(server, 'connection');
    stop.abort();
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
    await ended;
  });
});

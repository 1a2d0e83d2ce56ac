import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../clock.ts';
import { LogLines } from '../log-lines.ts';
import { sockets, WorkerProcess } from './worker-process.ts';

describe('when code that has broken out makes the sockets that it is called by', () => {
  let root: string;
  let server: Server;
  const asked: string[] = [];
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'souk-sockets-'));
    for (const name of ['run', 'own']) mkdirSync(join(root, name));
    asked.length = 0;
    server = createServer((socket) => {
      asked.push('asked');
      socket.end();
    });
    await new Promise<void>((resolve) => server.listen(join(root, 'machine.sock'), resolve));
  });
  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve));
    rmSync(root, { recursive: true });
  });
  const start = (script: string) =>
    WorkerProcess.start({
      command: {
        tool: '/bin/sh',
        args: ['-c', `cd ${join(root, 'run')}; ${script}; exec sleep 60`],
        env: {},
      },
      ...{ run: join(root, 'run'), own: join(root, 'own'), user: undefined },
      log: new LogLines({ hide: (text) => text, onLine: () => {}, clock: systemClock }),
      ...{ memoryBytes: 2 ** 30, signal: new AbortController().signal, onSpawn: async () => {} },
    });

  it.each([
    ['links to another', `ln -s ../machine.sock ${sockets.http}; ln -s ../machine.sock ${sockets.control}`],
    ['plain files', `echo > ${sockets.http}; echo > ${sockets.control}`],
  ])('speaks to none of its %s', async (_name, script) => {
    await expect(start(script)).rejects.toThrow(/put something else in the place of (http|control)\.sock/);
    expect(asked).toEqual([]);
  });

  it('leaves what was there before to nobody', async () => {
    symlinkSync('../machine.sock', join(root, 'run', sockets.control));
    await expect(start('true')).rejects.toThrow(/put something else in the place of control\.sock/);
    expect(asked).toEqual([]);
  });
});

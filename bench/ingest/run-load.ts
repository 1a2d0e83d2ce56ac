import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FromLoad, ToLoad } from './load-process.ts';
import type { Load, LoadFigures } from './send-load.ts';

const PROCESS = fileURLToPath(new URL('load-process.ts', import.meta.url));
/** Tokens live for an hour. */
const RENEW_MS = 20 * 60_000;

export interface LoadPorts {
  readonly renewTokens: () => Promise<Load['tokens']>;
  readonly onProgress: (events: number) => void;
}

/** Has a process of its own send events. @throws what went wrong there */
export async function runLoad(load: Load, { renewTokens, onProgress }: LoadPorts): Promise<LoadFigures> {
  const child = fork(PROCESS);
  const say = (message: ToLoad): void => void child.send(message);
  const renewing = setInterval(() => {
    renewTokens().then(
      (tokens) => say({ type: 'tokens', tokens }),
      // The ones before are good for another while; without them, the load says so.
      () => undefined,
    );
  }, RENEW_MS);
  try {
    const outcome = new Promise<LoadFigures>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`The process that sends ended with ${code}.`)));
      child.on('message', (message: FromLoad) => {
        if (message.type === 'progress') onProgress(message.events);
        else if (message.type === 'done') resolve(message.figures);
        else reject(new Error(message.message));
      });
    });
    say({ type: 'send', load });
    return await outcome;
  } finally {
    clearInterval(renewing);
    const exited = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
    child.kill('SIGKILL');
    await exited;
  }
}

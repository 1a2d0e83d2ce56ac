import type { Writable } from 'node:stream';

/** What a command may know and use of the process it runs in. */
export interface ProcessPort {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined };
  readonly stdout: Writable & { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined };
  readonly stderr: Writable & { readonly isTTY?: boolean | undefined };
  readonly env: Readonly<Record<string, string | undefined>>;
  cwd(): string;
}

/** Colour only where a person looks, and never against https://no-color.org. */
export function wantsColor({ stdout, env }: ProcessPort): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  if (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0') return true;
  return stdout.isTTY === true && env['TERM'] !== 'dumb';
}

export function isInteractive({ stdin, stdout, env }: ProcessPort): boolean {
  return stdin.isTTY === true && stdout.isTTY === true && env['CI'] === undefined;
}

/** Writes all of a text before the process may end; a reader that went away is no fault. */
export function write(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error === undefined || error === null || (error as NodeJS.ErrnoException).code === 'EPIPE')
        resolve();
      else reject(error);
    });
  });
}

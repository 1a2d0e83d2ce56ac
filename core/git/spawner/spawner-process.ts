import { GitError } from '../git-error.ts';
import { ownStarter } from '../git-starter.ts';
import type { GitAnswer } from '../spawn-git.ts';
import type { CommandRequest, SpawnerAnswer, SpawnerRequest } from './spawner-messages.ts';

interface Command {
  readonly end: AbortController;
  readonly over: Promise<void>;
}

/** The commands under way, by number. */
const running = new Map<number, Command>();

process.on('message', (message) => {
  const request = message as SpawnerRequest;
  if (request.ask === 'end') running.get(request.id)?.end.abort();
  else begin(request);
});

// A terminal tells all processes at once that they are to end; who started this one decides when.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

process.on('disconnect', async () => {
  for (const { end } of running.values()) end.abort();
  await Promise.all([...running.values()].map(({ over }) => over));
  process.exit(0);
});

function begin(command: CommandRequest): void {
  const end = new AbortController();
  const over = answer(command, end.signal).finally(() => running.delete(command.id));
  running.set(command.id, { end, over });
}

async function answer(request: CommandRequest, signal: AbortSignal): Promise<void> {
  const { id } = request;
  try {
    tell({ id, ok: true, value: await carryOut(request, signal) });
  } catch (error) {
    const code = error instanceof GitError ? error.code : 'command-failed';
    tell({ id, ok: false, code, message: error instanceof Error ? error.message : String(error) });
  }
}

function carryOut(request: CommandRequest, signal: AbortSignal): Promise<string | GitAnswer> {
  const { dir, args } = request;
  if (request.ask === 'run') return ownStarter.run(dir, args);
  return ownStarter.spawn(dir, args, { ...request.options, signal });
}

function tell(answer: SpawnerAnswer): void {
  if (process.connected) process.send?.(answer, () => undefined);
}

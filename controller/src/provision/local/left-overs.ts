import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PROBE_PREFIX } from './sandbox/detect-sandbox.ts';

/** A process, so that no other with its number is taken for it. */
interface ProcessNote {
  readonly pid: number;
  /** When it began, as the kernel counts, since which start of the machine. */
  readonly began: string;
}

const NOTE = 'process.json';
const MOST_TRIES = 200;
const RUN_NOTE = 'run.json';
export const RUN_PREFIX = 'souk-run-';

/** Notes which process runs an instance, for whoever comes after a controller that was killed. */
export async function noteProcess(folder: string, id: string, pid: number): Promise<void> {
  const began = await readBegin(pid);
  // It may have ended already.
  if (began !== undefined) await writeFile(join(folder, id, NOTE), JSON.stringify({ pid, began }));
}

/** Notes the folder of sockets, whose name has to begin with `souk-run-`. */
export async function noteRunFolder(folder: string, run: string): Promise<void> {
  await writeFile(join(folder, RUN_NOTE), JSON.stringify(run));
}

/**
 * Ends what a controller that was killed has left running, and removes its sockets. Processes end with the controller that
 * began them; this is for those that did not, such as where the machine does not know of parents.
 */
export async function endLeftOvers(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    if (entry.name.startsWith(PROBE_PREFIX)) await rm(join(folder, entry.name), { recursive: true });
    else await endProcess(join(folder, entry.name, NOTE));
  }
  const run = await readJson(join(folder, RUN_NOTE));
  if (typeof run === 'string' && basename(run).startsWith(RUN_PREFIX) && runParents().includes(dirname(run)))
    await rm(run, { recursive: true, force: true });
}

/** Where folders of sockets are made: paths of sockets have to be short. */
export function runParents(): readonly string[] {
  return [tmpdir(), '/tmp'];
}

async function endProcess(path: string): Promise<void> {
  const note = (await readJson(path)) as Partial<ProcessNote> | undefined;
  await rm(path, { force: true });
  if (typeof note?.pid !== 'number' || note.began === undefined) return;
  // What has ended, and is only not yet noticed, holds nothing any more.
  for (let tries = 0; tries < MOST_TRIES && (await readBegin(note.pid)) === note.began; tries += 1) {
    try {
      process.kill(note.pid, 'SIGKILL');
    } catch {
      return;
    }
    await delay(10);
  }
}

async function readBegin(pid: number): Promise<string | undefined> {
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ]);
    // The name of the program comes second, in brackets, and may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : `${boot.trim()}/${fields[19]}`;
  } catch {
    return undefined;
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

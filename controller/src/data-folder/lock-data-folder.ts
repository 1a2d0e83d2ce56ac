import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DataFolderError } from './data-folder-error.ts';
import { makeFolder } from './make-folder.ts';

export interface DataFolderLock {
  /** Tells a second start where this one answers. */
  announce(address: string): void;
  release(): void;
}

/**
 * Every lock this process holds. SQLite closes a handle that is collected as garbage, and the lock goes with
 * it: this keeps them reachable, whatever becomes of the object the caller was given.
 */
const held = new Set<DatabaseSync>();

/** Who holds a data folder, as far as they have said. */
interface Holder {
  readonly pid: number;
  readonly address?: string;
}

/**
 * Takes a data folder for this process alone.
 *
 * The lock is the operating system's own, held through SQLite on an empty database: the kernel drops it
 * with the process, SIGKILL included, so there is no stale lock to guess about and no heartbeat to miss.
 * The note beside it only says who holds it and is never trusted to decide.
 *
 * @throws {DataFolderError} `in-use` names the holder; `not-writable` when the folder can't be written.
 */
export function lockDataFolder(dataDir: string): DataFolderLock {
  const notePath = join(dataDir, 'controller.json');
  const lock = openLockFile(dataDir);
  try {
    // The default locking mode keeps an exclusive lock exactly as long as the transaction stays open.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw inUse(dataDir, readHolder(notePath), cause);
  }
  held.add(lock);
  const announce = (holder: Holder) => writeFileSync(notePath, `${JSON.stringify(holder)}\n`);
  announce({ pid: process.pid });
  return {
    announce: (address) => announce({ pid: process.pid, address }),
    release() {
      if (!held.delete(lock)) return;
      rmSync(notePath, { force: true });
      lock.close();
    },
  };
}

function openLockFile(dataDir: string): DatabaseSync {
  try {
    makeFolder(dataDir);
    return new DatabaseSync(join(dataDir, 'controller.lock'), { timeout: 0 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataFolderError('not-writable', `The data folder ${dataDir} can't be written: ${reason}.`, {
      cause,
    });
  }
}

function inUse(dataDir: string, holder: Holder | undefined, cause: unknown): DataFolderError {
  const who = holder === undefined ? 'another process' : `process ${holder.pid}`;
  const where = holder?.address === undefined ? '' : `, open at ${holder.address}`;
  const advice = 'stop it or choose another folder with SOUK_DATA_DIR';
  return new DataFolderError('in-use', `The data folder ${dataDir} is in use by ${who}${where}; ${advice}.`, {
    cause,
  });
}

function readHolder(notePath: string): Holder | undefined {
  try {
    const note: unknown = JSON.parse(readFileSync(notePath, 'utf8'));
    return isHolder(note) ? note : undefined;
  } catch {
    // The holder may be between taking the lock and writing its note.
    return undefined;
  }
}

function isHolder(note: unknown): note is Holder {
  if (typeof note !== 'object' || note === null || !('pid' in note) || typeof note.pid !== 'number')
    return false;
  return !('address' in note) || typeof note.address === 'string';
}

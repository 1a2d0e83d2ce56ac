import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '@souk/model/audit/canonical-json.ts';
import type { Instance } from '@souk/model/installation/instance.ts';
import type { Driver, Observation } from '../driver.ts';
import { LocalInstance } from './local-instance.ts';
import type { LocalPorts } from './local-ports.ts';
import type { InstanceFolders } from './sandbox/confine.ts';

export interface LocalDriver extends Driver {
  /** What runs, by the ids of the installations. */
  readonly instances: ReadonlyMap<string, LocalInstance>;
}

const RECORD = 'instance.json';

/**
 * Runs instances beside this process: each in a process of its own, which ends with this one. What it is and what it
 * remembers lies in a folder for each, so that a later process knows what there is.
 */
export async function openLocalDriver(ports: LocalPorts): Promise<LocalDriver> {
  await mkdir(ports.folder, { recursive: true, mode: 0o700 });
  // Paths of sockets have to be short.
  const sockets = await mkdtemp(join(tmpdir(), 'souk-run-'));
  const instances = new Map<string, LocalInstance>();
  const listeners = new Set<(id: string) => void>();
  const reach = (): void => ports.onEffect?.();
  let count = 0;

  const foldersOf = (id: string): InstanceFolders => {
    count += 1;
    const own = join(ports.folder, checkId(id));
    return { code: join(own, 'code'), state: join(own, 'state'), run: join(sockets, String(count)) };
  };
  const stop = async (id: string): Promise<void> => {
    const running = instances.get(id);
    instances.delete(id);
    await running?.stop();
  };
  const start = async (instance: Instance): Promise<void> => {
    const { id } = instance;
    const started = new LocalInstance(instance, foldersOf(id), ports, () => {
      for (const listener of listeners) listener(id);
    });
    await started.start();
    instances.set(id, started);
  };

  return {
    name: 'local',
    endsWithProcess: true,
    instances,
    apply: async (instance) => {
      const before = instances.get(instance.id);
      const isSame = before !== undefined && canonicalJson(before.value) === canonicalJson(instance);
      reach();
      await keepInstance(ports.folder, instance);
      reach();
      if (isSame && before.isRunning) return;
      // Only one at a time may hold what the instance remembers.
      await stop(instance.id);
      reach();
      if (instance.suspended) return;
      try {
        await start(instance);
      } catch (error) {
        if (before !== undefined) await start(before.value).catch(() => undefined);
        throw error;
      }
      reach();
    },
    remove: async (id) => {
      reach();
      await stop(id);
      reach();
      await rm(join(ports.folder, checkId(id)), { recursive: true, force: true });
      reach();
    },
    observe: async (instance): Promise<Observation> => {
      const running = instances.get(instance.id);
      const kept = await readInstance(ports.folder, instance.id);
      if (kept === undefined || kept !== canonicalJson(instance))
        return { health: 'unknown', drift: ['what is kept of it'] };
      if (instance.suspended)
        return { health: 'unknown', drift: running === undefined ? [] : ['that it runs'] };
      if (running === undefined) return { health: 'unknown', drift: ['that it does not run'] };
      return running.observation;
    },
    list: async () => {
      const entries = await readdir(ports.folder, { withFileTypes: true });
      return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).toSorted();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      await Promise.all([...instances.keys()].map(stop));
      await rm(sockets, { recursive: true, force: true });
    },
  };
}

async function keepInstance(folder: string, instance: Instance): Promise<void> {
  const own = join(folder, checkId(instance.id));
  await mkdir(own, { recursive: true, mode: 0o700 });
  const next = join(own, `${RECORD}.next`);
  await writeFile(next, canonicalJson(instance), { mode: 0o600 });
  await rename(next, join(own, RECORD));
}

async function readInstance(folder: string, id: string): Promise<string | undefined> {
  return readFile(join(folder, checkId(id), RECORD), 'utf8').catch(() => undefined);
}

/** An id becomes the name of a folder. */
function checkId(id: string): string {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 63)
    throw new TypeError(`No id of an installation: ${JSON.stringify(id)}`);
  return id;
}

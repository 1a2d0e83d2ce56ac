import { chmod, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '@souk/model/audit/canonical-json.ts';
import type { Instance } from '@souk/model/installation/instance.ts';
import type { Driver, Observation } from '../driver.ts';
import type { RunPlace } from './instance-run.ts';
import { folderOf, isInstallationId, keepInstance, readInstance } from './keep-instance.ts';
import { LEASE_PREFIX, leaseUser } from './lease-user.ts';
import { endLeftOvers, noteProcess, noteRunFolder, RUN_PREFIX, runParents } from './left-overs.ts';
import { LocalInstance } from './local-instance.ts';
import type { LocalPorts } from './local-ports.ts';
import { detectSandbox, type Sandbox } from './sandbox/detect-sandbox.ts';

export interface LocalDriver extends Driver {
  /** What runs, by the ids of the installations. */
  readonly instances: ReadonlyMap<string, LocalInstance>;
  readonly sandbox: Sandbox;
}

/** How long calls of the version before may go on once the next one is ready. */
const DRAIN_MS = 5_000;
/** Paths of sockets are cut off beyond 107 bytes, of which so many are the parent's. */
const LONGEST_PARENT = 60;

/**
 * Runs instances beside this process: each in a process of its own, which ends with this one. What it is and what it
 * remembers lies in a folder for each, so that a later process knows what there is.
 *
 * Another version is started beside the one that runs. Once it answers, calls wait until those of the old one are over and
 * its process is gone, so that never two versions write what the instance remembers. Where it does not come up, the old
 * one goes on.
 *
 * @throws {Error} where instances can't be kept apart as `confinement` wants it, or a system error of the folder
 */
export async function openLocalDriver(ports: LocalPorts): Promise<LocalDriver> {
  const { folder, logger } = ports;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await endLeftOvers(folder);
  // Each user of an instance goes through to a folder of its own.
  if (process.getuid?.() === 0) await chmod(folder, 0o711);
  const sandbox = detectSandbox({ workerd: ports.workerd, folder, wanted: ports.confinement });
  for (const warning of sandbox.warnings) logger.warn(warning);
  const sockets = await makeRunFolder(folder, sandbox);
  const instances = new Map<string, LocalInstance>();
  const begun = new Set<LocalInstance>();
  const users = await readUsers(folder, sandbox);
  const listeners = new Set<(id: string) => void>();
  const inTurn = createTurns();
  const reach = (): void => ports.onEffect?.();
  const tell = (id: string): void => {
    for (const listener of listeners) listener(id);
  };
  const stopFollowing = ports.leases?.subscribe((user) => tell(user.slice(LEASE_PREFIX.length)));
  const keepLeases = (id: string, secrets: Instance['secrets']): Promise<void> | undefined =>
    ports.leases?.keepOnly(
      leaseUser(id),
      secrets.map(({ reference }) => reference),
    );
  let runs = 0;

  const userOf = (id: string): number | undefined => {
    if (sandbox.firstUser === undefined) return undefined;
    const taken = new Set(users.values());
    let user = users.get(id) ?? sandbox.firstUser;
    while (!users.has(id) && taken.has(user)) user += 1;
    users.set(id, user);
    return user;
  };
  const placeOf = (id: string): RunPlace => ({
    sandbox,
    nextRunFolder: () => {
      runs += 1;
      return join(sockets, String(runs));
    },
    state: join(folderOf(folder, id), 'state'),
    user: userOf(id),
    onSpawn: (pid) => noteProcess(folder, id, pid),
  });
  const stop = async (instance: LocalInstance | undefined): Promise<void> => {
    if (instance === undefined) return;
    await instance.stop();
    begun.delete(instance);
    const { id } = instance.value;
    if (instances.get(id) === instance) instances.delete(id);
  };
  const begin = async (value: Instance, signal: AbortSignal): Promise<LocalInstance> => {
    const next = new LocalInstance(value, placeOf(value.id), ports, () => tell(value.id));
    begun.add(next);
    await next.prepare(signal).catch((error: unknown) => {
      begun.delete(next);
      throw error;
    });
    return next;
  };
  const replace = async (before: LocalInstance | undefined, next: LocalInstance): Promise<void> => {
    instances.set(next.value.id, next);
    await before?.drained(AbortSignal.timeout(DRAIN_MS));
    await stop(before);
    reach();
    next.takeOver();
  };
  const isCurrent = async (running: LocalInstance | undefined, value: Instance): Promise<boolean> =>
    running?.isRunning === true &&
    canonicalJson(running.value) === canonicalJson(value) &&
    (await running.findChangedSecrets()).length === 0;

  return {
    name: 'local',
    endsWithProcess: true,
    instances,
    sandbox,
    apply: (instance, signal) =>
      inTurn(instance.id, async () => {
        const before = instances.get(instance.id);
        reach();
        await keepInstance(folder, instance);
        if (sandbox.firstUser !== undefined) await chmod(folderOf(folder, instance.id), 0o711);
        reach();
        if (instance.suspended) await stop(before);
        else if (!(await isCurrent(before, instance))) {
          const next = await begin(instance, signal);
          reach();
          await replace(before, next);
        }
        await keepLeases(instance.id, instance.suspended ? [] : instance.secrets);
        reach();
      }),
    remove: (id) =>
      inTurn(id, async () => {
        reach();
        await stop(instances.get(id));
        reach();
        await keepLeases(id, []);
        await rm(folderOf(folder, id), { recursive: true, force: true });
        users.delete(id);
        reach();
      }),
    observe: (instance) => observe(instance, instances.get(instance.id), folder),
    list: async () => {
      const entries = await readdir(folder, { withFileTypes: true });
      const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
      return names.filter(isInstallationId).toSorted();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      stopFollowing?.();
      await Promise.all([...begun].map(stop));
      await rm(sockets, { recursive: true, force: true });
    },
  };
}

async function observe(
  instance: Instance,
  running: LocalInstance | undefined,
  folder: string,
): Promise<Observation> {
  const unlike = (...drift: string[]): Observation => ({ health: 'unknown', drift });
  if ((await readInstance(folder, instance.id)) !== canonicalJson(instance))
    return unlike('what is kept of it');
  if (instance.suspended) return running === undefined ? unlike() : unlike('that it runs');
  if (running === undefined) return unlike('that it does not run');
  if (canonicalJson(running.value) !== canonicalJson(instance)) return unlike('what runs');
  const changed = await running.findChangedSecrets();
  return { ...running.observation, drift: changed.map((name) => `the value of the secret ${name}`) };
}

async function makeRunFolder(folder: string, { firstUser }: Sandbox): Promise<string> {
  const parent = runParents().find((path) => Buffer.byteLength(path) <= LONGEST_PARENT) ?? '/tmp';
  const sockets = await mkdtemp(join(parent, RUN_PREFIX));
  await noteRunFolder(folder, sockets);
  if (firstUser !== undefined) await chmod(sockets, 0o711);
  return sockets;
}

/** Users of what is kept: another installation must not be let into what one remembers, also while that is suspended. */
async function readUsers(folder: string, { firstUser }: Sandbox): Promise<Map<string, number>> {
  const users = new Map<string, number>();
  if (firstUser === undefined) return users;
  for (const id of (await readdir(folder)).filter(isInstallationId)) {
    const owner = (await stat(join(folder, id, 'state')).catch(() => undefined))?.uid ?? 0;
    if (owner >= firstUser && ![...users.values()].includes(owner)) users.set(id, owner);
  }
  return users;
}

/** Does work for an id only when all before it for the same id is done. */
function createTurns(): <T>(id: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (id, work) => {
    const next = (last.get(id) ?? Promise.resolve()).then(work, work);
    last.set(id, next);
    const forget = (): void => {
      if (last.get(id) === next) last.delete(id);
    };
    next.then(forget, forget);
    return next;
  };
}

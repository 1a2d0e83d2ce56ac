import { chmod, chown, lchown, mkdir, readdir, rm, stat } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { Instance } from '@souk/model/installation/instance.ts';
import { type Dispatcher, Pool } from 'undici';
import { createEgressProxy, type SeenRequest } from './egress/egress-proxy.ts';
import { parseEgress } from './egress/egress-rules.ts';
import { expectCode } from './expect-code.ts';
import type { LocalPorts } from './local-ports.ts';
import type { LogLines } from './log-lines.ts';
import { createMeterServer } from './meter-server.ts';
import type { InstanceLimits } from './parse-instance-limits.ts';
import { prepareCode } from './prepare-code.ts';
import { type ResolvedSecrets, resolveSecrets } from './resolve-secrets.ts';
import { confine, type InstanceFolders, seenFolders } from './sandbox/confine.ts';
import type { Sandbox } from './sandbox/detect-sandbox.ts';
import { sockets, WorkerProcess } from './sandbox/worker-process.ts';

/** What an instance runs in, the same for all its runs. */
export interface RunPlace {
  readonly sandbox: Sandbox;
  /** Makes a name for the folder of sockets, of some letters, which is of this run alone. */
  readonly nextRunFolder: () => string;
  readonly state: string;
  /** User that it runs as; ours when undefined. */
  readonly user: number | undefined;
  readonly onSpawn: (pid: number) => Promise<void>;
}

export interface RunPorts extends Omit<LocalPorts, 'folder' | 'confinement' | 'onEffect'> {
  readonly log: LogLines;
  /** Told of every value of a secret that must not be logged, before it can be. */
  readonly onSecrets: (secrets: ResolvedSecrets) => void;
}

/** One for each call that is let in, and one to ask how it does. */
const MOST_CONNECTIONS = 66;

/** An instance from the start of its process to its end, with the two servers that are all it can reach. */
export class InstanceRun {
  readonly process: WorkerProcess;
  /** The way to call it. */
  readonly dispatcher: Dispatcher;
  readonly secrets: ResolvedSecrets;
  readonly #close: () => Promise<void>;

  private constructor(
    process: WorkerProcess,
    secrets: ResolvedSecrets,
    dispatcher: Dispatcher,
    close: () => Promise<void>,
  ) {
    this.process = process;
    this.secrets = secrets;
    this.dispatcher = dispatcher;
    this.#close = close;
  }

  /** Resolves when it answers. @throws {DriverError} or a system error, which says why it does not come up */
  static async open(
    value: Instance,
    limits: InstanceLimits,
    place: RunPlace,
    ports: RunPorts,
    signal: AbortSignal,
  ): Promise<InstanceRun> {
    // Before any secret is read: what can't be run is not tried again, what can't be read is.
    expectCode(value);
    const run = place.nextRunFolder();
    const own = `${run}-own`;
    const folders: InstanceFolders = { run, code: join(run, 'code'), state: place.state };
    const closing: (() => Promise<void>)[] = [
      () => rm(run, { recursive: true, force: true }),
      () => rm(own, { recursive: true, force: true }),
    ];
    const close = async (): Promise<void> => {
      for (const end of closing.splice(0).toReversed()) await end();
    };
    try {
      await makeFolders(folders, place.user);
      await mkdir(own, { mode: 0o700 });
      const secrets = await resolveSecrets(value, ports);
      ports.onSecrets(secrets);
      await prepareCode(
        value,
        secrets,
        limits,
        folders,
        seenFolders(place.sandbox.confinement, folders),
        ports,
      );
      const egress = createEgressProxy({
        ...{ rules: parseEgress(value.egress), secrets: secrets.outgoing, guard: ports.guard },
        ...{ routes: ports.routes, timeoutMs: limits.timeoutMs, lookup: ports.lookup },
        onRequest: (seen) => tellRequest(value, seen, ports),
      });
      closing.push(egress.close);
      await listenOn(egress.server, join(run, sockets.egress), place.user);
      const meter = createMeterServer({
        metrics: value.metrics,
        record: (usage) => ports.recordUsage(value.id, usage),
        now: () => ports.clock.now().getTime(),
      });
      closing.push(() => closeServer(meter));
      await listenOn(meter, join(run, sockets.meter), place.user);
      // Last: as long as it is ours, the version before can put nothing in the place of what we write.
      if (place.user !== undefined) await chown(run, place.user, place.user);
      const command = confine({
        ...{ ...place.sandbox, workerd: ports.workerd, folders, user: place.user },
        ...{ memoryBytes: limits.memoryBytes, variables: secrets.variables },
      });
      const process = await WorkerProcess.start({
        ...{ command, run, own, user: place.user, log: ports.log, memoryBytes: limits.memoryBytes },
        ...{ signal, onSpawn: place.onSpawn },
      });
      closing.push(() => process.kill('It was stopped.'));
      const dispatcher = new Pool('http://worker', {
        ...{ connect: { socketPath: join(own, sockets.http) }, connections: MOST_CONNECTIONS },
        keepAliveTimeout: 1_000,
      });
      closing.push(() => dispatcher.destroy());
      return new InstanceRun(process, secrets, dispatcher, close);
    } catch (error) {
      await close();
      throw error;
    }
  }

  /** Ends it; resolves when nothing of it is left. */
  close(): Promise<void> {
    return this.#close();
  }
}

function tellRequest({ id }: Instance, seen: SeenRequest, { log, logger, counter }: RunPorts): void {
  const { host, status, error } = seen;
  if (error !== undefined) log.add(`to ${host}: ${error}`);
  logger.debug({ installation: id, host, status }, 'a request went out');
  counter?.onRequest(id, seen);
}

async function makeFolders({ run, state }: InstanceFolders, user: number | undefined): Promise<void> {
  for (const path of [run, state]) await mkdir(path, { recursive: true, mode: 0o700 });
  if (user === undefined) return;
  // A run of the same user may still be writing: nothing is handed over under its hands.
  if ((await stat(state)).uid === user) return;
  // What it remembers was written by the user that it ran as before; a link is not followed.
  const kept = await readdir(state, { recursive: true, withFileTypes: true });
  for (const entry of kept) await lchown(join(entry.parentPath, entry.name), user, user);
  await chown(state, user, user);
}

async function listenOn(server: Server, path: string, user: number | undefined): Promise<void> {
  await rm(path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  await chmod(path, 0o600);
  if (user !== undefined) await chown(path, user, user);
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

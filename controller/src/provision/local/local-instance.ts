import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { Instance } from '@souk/model/installation/instance.ts';
import { schedule as cronSchedule } from 'node-cron';
import { Client } from 'undici';
import { retryDelay } from '../../retry-delay.ts';
import { DriverError, type Observation } from '../driver.ts';
import { createEgressProxy } from './egress/egress-proxy.ts';
import { parseEgress } from './egress/egress-rules.ts';
import type { LocalPorts } from './local-ports.ts';
import { LogLines } from './log-lines.ts';
import { createMeterServer } from './meter-server.ts';
import { parseDurationMs, parseMemoryBytes } from './parse-limits.ts';
import { prepareCode } from './prepare-code.ts';
import { confine, type InstanceFolders, seenFolders } from './sandbox/confine.ts';
import { sockets, WorkerProcess } from './sandbox/worker-process.ts';

/** What the runtime itself takes beside the code. */
const RUNTIME_BYTES = 160 * 2 ** 20;
/** Address space that is reserved and never used counts as data. */
const DATA_BYTES = 2 * 2 ** 30;
const HEALTH_MS = 10_000;
const RESTARTS = { firstMs: 500, longestMs: 60_000 };
/** What ran for so long was well: its next end is the first one again. */
const STEADY_MS = 60_000;

/** One instance that runs in this process's care: started anew whenever it ends, until it is stopped. */
export class LocalInstance {
  readonly value: Instance;
  readonly timeoutMs: number;
  readonly log: LogLines;
  readonly #ports: LocalPorts;
  readonly #folders: InstanceFolders;
  readonly #onChange: () => void;
  readonly #stopping = new AbortController();
  #hidden: readonly string[] = [];
  #servers: { close(): Promise<void> }[] = [];
  #process: WorkerProcess | undefined;
  #health: Observation = { health: 'unknown', drift: [] };
  #kept: Promise<void> | undefined;

  constructor(value: Instance, folders: InstanceFolders, ports: LocalPorts, onChange: () => void) {
    this.value = value;
    this.timeoutMs = parseDurationMs(value.runtime.resources?.timeout) ?? 30_000;
    this.#ports = ports;
    this.#folders = folders;
    this.#onChange = onChange;
    this.log = new LogLines(
      (text) => this.#hidden.reduce((shown, secret) => shown.replaceAll(secret, '•••'), text),
      (line) => ports.logger.info({ installation: value.id }, line),
      () => ports.clock.now().getTime(),
    );
  }

  /** Path of the socket that it answers requests on. */
  get socket(): string {
    return join(this.#folders.run, sockets.http);
  }

  get observation(): Observation {
    return this.#health;
  }

  get isRunning(): boolean {
    return this.#process !== undefined;
  }

  /** Starts it, and keeps it running. @throws {DriverError} when it does not come up */
  async start(): Promise<void> {
    try {
      await this.#begin();
    } catch (error) {
      await this.#closeServers();
      if (error instanceof DriverError) throw error;
      throw new DriverError('invalid', error instanceof Error ? error.message : String(error));
    }
    this.#kept = this.#keep();
  }

  /** Stops it; resolves when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#process?.kill('It was stopped.');
    await this.#kept;
    await this.#closeServers();
  }

  /** For a call that took too long: what does not even answer us is ended, and begun anew. */
  async endIfStuck(): Promise<void> {
    const process = this.#process;
    if (process !== undefined && !(await process.ping()))
      await process.kill(`It did not answer within ${this.timeoutMs} ms and was busy.`);
  }

  async #begin(): Promise<void> {
    const { value, timeoutMs } = this;
    const ports = this.#ports;
    const folders = this.#folders;
    await mkdir(folders.state, { recursive: true, mode: 0o700 });
    await mkdir(folders.run, { recursive: true, mode: 0o700 });
    const prepared = await prepareCode(value, folders, seenFolders(ports.confinement, folders), ports);
    this.#hidden = prepared.exposed;
    const memoryBytes = (parseMemoryBytes(value.runtime.resources?.memory) ?? 128 * 2 ** 20) + RUNTIME_BYTES;
    const egress = createEgressProxy({
      ...{ rules: parseEgress(value.egress), secrets: prepared.secrets, guard: ports.guard },
      ...{ routes: ports.routes, timeoutMs, lookup: ports.lookup },
      onRequest: ({ host, status, error }) => {
        if (error !== undefined) this.log.add(`to ${host}: ${error}`);
        ports.logger.debug({ installation: value.id, host, status }, 'a request went out');
      },
    });
    const meter = createMeterServer(value.metrics, (usage) => ports.recordUsage(value, usage));
    this.#servers = [egress, closing(meter)];
    await Promise.all([
      listenOn(egress.server, join(folders.run, sockets.egress)),
      listenOn(meter, join(folders.run, sockets.meter)),
    ]);
    const command = confine(ports.workerd, ports.confinement, folders, {
      memoryBytes: memoryBytes + DATA_BYTES,
      exists: existsSync,
    });
    this.#process = await WorkerProcess.start({ command, run: folders.run, log: this.log, memoryBytes });
    await prepared.forget();
    this.#report({ health: 'unknown', drift: [] });
  }

  /** Looks how it does, and starts it anew when it ends. */
  async #keep(): Promise<void> {
    const { clock, random } = this.#ports;
    const stopCron = this.#followSchedule();
    let ends = 0;
    while (!this.#stopping.signal.aborted) {
      const begun = clock.now().getTime();
      const why = await this.#watch();
      if (this.#stopping.signal.aborted) break;
      this.#process = undefined;
      ends = clock.now().getTime() - begun > STEADY_MS ? 1 : ends + 1;
      this.log.add(`${why} It is started anew.`);
      this.#report({ health: 'unhealthy', message: why, drift: [] });
      await clock.sleep(retryDelay(ends, { ...RESTARTS, random }), this.#stopping.signal);
      if (this.#stopping.signal.aborted) break;
      await this.#closeServers();
      await this.#begin().catch((error: unknown) => {
        this.log.add(error instanceof Error ? error.message : String(error));
      });
    }
    stopCron();
  }

  /** @returns why it ended */
  async #watch(): Promise<string> {
    const { clock } = this.#ports;
    const process = this.#process;
    if (process === undefined) return 'It did not start.';
    const over = new AbortController();
    const ended = process.ended.finally(() => over.abort());
    while (!over.signal.aborted && !this.#stopping.signal.aborted) {
      const seen = await this.#ask(process);
      if (over.signal.aborted) break;
      this.#report(seen);
      await clock.sleep(HEALTH_MS, AbortSignal.any([over.signal, this.#stopping.signal]));
    }
    return this.#stopping.signal.aborted ? 'It was stopped.' : ended;
  }

  async #ask(process: WorkerProcess): Promise<Observation> {
    const { healthCheck } = this.value.runtime;
    if (healthCheck === undefined || !healthCheck.startsWith('/')) {
      if (await process.ping()) return { health: 'healthy', drift: [] };
      await process.kill('It did not answer.');
      return { health: 'unhealthy', message: 'It did not answer.', drift: [] };
    }
    const client = new Client('http://app', { socketPath: this.socket });
    try {
      const { statusCode, body } = await client.request({
        ...{ path: healthCheck, method: 'GET', headersTimeout: this.timeoutMs, bodyTimeout: this.timeoutMs },
      });
      await body.dump();
      if (statusCode < 400) return { health: 'healthy', drift: [] };
      return { health: 'unhealthy', message: `${healthCheck} answers ${statusCode}.`, drift: [] };
    } catch {
      await this.endIfStuck();
      return { health: 'unhealthy', message: `${healthCheck} does not answer.`, drift: [] };
    } finally {
      await client.destroy();
    }
  }

  #followSchedule(): () => void {
    const { schedule } = this.value.runtime;
    if (schedule === undefined) return () => {};
    const run = async (): Promise<void> => {
      try {
        await this.#process?.runScheduled(schedule, this.#ports.clock.now(), this.timeoutMs);
      } catch (error) {
        this.log.add(`The scheduled run failed: ${error instanceof Error ? error.message : String(error)}`);
        await this.endIfStuck();
      }
    };
    const task = cronSchedule(schedule, run, {
      timezone: 'UTC',
      noOverlap: true,
      suppressMissedWarning: true,
    });
    return () => void task.destroy();
  }

  #report(seen: Observation): void {
    const isNews = seen.health !== this.#health.health || seen.message !== this.#health.message;
    this.#health = seen;
    if (isNews) this.#onChange();
  }

  async #closeServers(): Promise<void> {
    const servers = this.#servers;
    this.#servers = [];
    await Promise.all(servers.map((server) => server.close()));
    await rm(this.#folders.run, { recursive: true, force: true });
  }
}

async function listenOn(server: Server, path: string): Promise<void> {
  await rm(path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
}

function closing(server: Server): { close(): Promise<void> } {
  return {
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

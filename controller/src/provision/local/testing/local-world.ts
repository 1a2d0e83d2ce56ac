import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { systemClock } from '../../../clock.ts';
import type { SecretResult } from '../../../secrets/read-secret.ts';
import { until } from '../../../testing/until.ts';
import { createAddressGuard } from '../../../webhooks/address-guard.ts';
import type { CrashPoint } from '../../testing/crash-point.ts';
import { createGateway } from '../gateway.ts';
import { type LocalDriver, openLocalDriver } from '../local-driver.ts';
import type { SecretLeases } from '../local-ports.ts';
import type { TokenSource } from '../resolve-secrets.ts';
import type { Confinement } from '../sandbox/confine.ts';
import { findWorkerd } from '../sandbox/find-workerd.ts';
import type { UsageRecord } from '../usage-record.ts';

export interface LocalWorldOptions {
  /** Folder of another world; a new one when absent. */
  readonly folder?: string;
  readonly confinement: Confinement;
  /** Files of the catalog's repository. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly routes?: ReadonlyMap<string, URL>;
  readonly lookup?: LookupFunction;
  readonly allow?: readonly string[];
  readonly tokens?: TokenSource;
  readonly leases?: SecretLeases;
}

/** A folder of instances, and a driver on it with real processes; another driver takes it over as another process would. */
export class LocalWorld {
  readonly folder: string;
  readonly usage: (UsageRecord & { readonly installation: string })[] = [];
  readonly logged: string[] = [];
  readonly #options: LocalWorldOptions;
  #driver: LocalDriver | undefined;
  #gateway: { readonly url: string; close(): Promise<void> } | undefined;

  private constructor(folder: string, options: LocalWorldOptions) {
    this.folder = folder;
    this.#options = options;
  }

  static async open(options: LocalWorldOptions): Promise<LocalWorld> {
    return new LocalWorld(options.folder ?? (await mkdtemp(join(tmpdir(), 'souk-local-'))), options);
  }

  get driver(): LocalDriver {
    if (this.#driver === undefined) throw new Error('No driver was opened.');
    return this.#driver;
  }

  /** A new process: the one before is dead. */
  async start(crash: CrashPoint = { reach: () => {} }): Promise<LocalDriver> {
    await this.#driver?.close?.();
    const {
      files = {},
      secrets = {},
      routes = new Map(),
      lookup,
      allow = [],
      confinement,
      tokens,
      leases,
    } = this.#options;
    const logger = pino({ level: 'info' }, { write: (line: string) => void this.logged.push(line) });
    this.#driver = await openLocalDriver({
      folder: this.folder,
      workerd: findWorkerd() ?? '',
      confinement,
      readFile: async (_commit, path) => {
        const content = files[path];
        return typeof content === 'string' ? new TextEncoder().encode(content) : content;
      },
      readSecret: async (reference): Promise<SecretResult> => {
        const value = secrets[reference];
        return value === undefined
          ? { ok: false, reason: `${reference} is not there.` }
          : { ok: true, value };
      },
      ...{ tokens, leases },
      guard: createAddressGuard(allow),
      routes,
      ...(lookup === undefined ? {} : { lookup }),
      recordUsage: async (installation, usage) => {
        this.usage.push({ ...usage, installation });
      },
      clock: systemClock,
      logger,
      random: Math.random,
      onEffect: () => crash.reach(),
    });
    return this.#driver;
  }

  /** Calls an instance as anybody would. */
  async call(
    id: string,
    path: string,
    init?: RequestInit,
  ): Promise<{ status: number; text: string; headers: Headers }> {
    const answer = await fetch(`${await this.gatewayUrl()}/${id}${path}`, { redirect: 'manual', ...init });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  }

  async gatewayUrl(): Promise<string> {
    const gateway = createGateway({ get: (id) => this.driver.instances.get(id) });
    this.#gateway ??= await serve(gateway);
    return this.#gateway.url;
  }

  /** Resolves when an instance answers, with the milliseconds that it took. */
  async untilAnswers(id: string): Promise<number> {
    const begun = performance.now();
    await until(
      async () => (await this.call(id, '/').catch(() => ({ status: 0 }))).status,
      (status) => status === 200,
      30_000,
    );
    return Math.round(performance.now() - begun);
  }

  /** The process that an instance runs in, as it is noted; undefined when there is none. */
  async pidOf(id: string): Promise<number | undefined> {
    try {
      return JSON.parse(await readFile(join(this.folder, id, 'process.json'), 'utf8')).pid;
    } catch {
      return undefined;
    }
  }

  /** Folder of sockets, as it is noted. */
  async runFolder(): Promise<string> {
    return JSON.parse(await readFile(join(this.folder, 'run.json'), 'utf8'));
  }

  /** Paths of files of the driver that hold a text. */
  async filesWith(text: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (const folder of [this.folder, await this.runFolder()])
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        if (entry.isFile() && (await readFile(path)).includes(text)) found.push(path);
      }
    return found;
  }

  async tamper(id: string): Promise<void> {
    await writeFile(join(this.folder, id, 'instance.json'), '{}');
  }

  async close(): Promise<void> {
    await this.#driver?.close?.();
    await this.#gateway?.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A server on a free port of this machine. */
export async function serve(
  listener: Parameters<typeof createServer>[1],
): Promise<{ url: string; port: number; close(): Promise<void> }> {
  const server = createServer(listener as never);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

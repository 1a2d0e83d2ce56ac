import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { loadModules } from '@souk/controller/src/provision/local/modules/load-modules.ts';
import { findWorkerd } from '@souk/controller/src/provision/local/sandbox/find-workerd.ts';
import { configFiles, renderConfig } from '@souk/controller/src/provision/local/sandbox/render-config.ts';
import { until } from '@souk/controller/src/testing/until.ts';
import type { Usage } from '../worker.ts';
import { EgressGate } from './egress-gate.ts';
import { type Manifest, readManifest } from './read-manifest.ts';

export interface WorkerOptions {
  /** Name of the folder of the connector. */
  readonly connector: string;
  readonly config: object;
  /** Values of the secrets; for what the manifest does not expose the code gets a stand-in. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Where the doubles of the hosts in the manifest listen. */
  readonly routes: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

const connectors = fileURLToPath(new URL('..', import.meta.url));
const hostWorker = fileURLToPath(
  new URL('../../controller/src/provision/local/sandbox/host-worker.js', import.meta.url),
);

/** A connector as its manifest describes it, in the runtime that the product runs it in. */
export class RunningWorker {
  readonly #dir: string;
  readonly #process: ChildProcess;
  readonly #meter: Server;
  readonly #gate: EgressGate;
  readonly #manifest: Manifest;
  readonly #servers: Server[] = [];
  /** All that was metered, in its order. */
  readonly usage: readonly Usage[];
  /** What it wrote. */
  readonly lines: string[] = [];

  static async start(options: WorkerOptions): Promise<RunningWorker> {
    const folder = join(connectors, options.connector);
    const manifest = readManifest(folder);
    const dir = mkdtempSync(join(tmpdir(), 'souk-worker-'));
    const gate = new EgressGate({
      egress: manifest.egress,
      routes: new Map(Object.entries(options.routes)),
      standIns: manifest.secrets.flatMap(({ name, exposed, hosts }) => {
        const value = options.secrets[name];
        return exposed || value === undefined
          ? []
          : [{ standIn: standInOf(name), value, hosts: hosts ?? manifest.egress }];
      }),
    });
    await gate.listen(join(dir, 'egress.sock'));
    await writeWorker(dir, folder, manifest, options);
    const usage: Usage[] = [];
    const meter = createMeter(manifest, usage);
    await new Promise<void>((resolve) => meter.listen(join(dir, 'meter.sock'), resolve));
    const worker = new RunningWorker({ dir, manifest, gate, meter, usage });
    await until(
      () => worker.#ask('control', '/ping').catch(() => undefined),
      (answer) => answer?.body === 'pong' || worker.#process.exitCode !== null,
    );
    if (worker.#process.exitCode !== null) throw new Error(`It did not start:\n${worker.lines.join('\n')}`);
    return worker;
  }

  private constructor(parts: {
    readonly dir: string;
    readonly manifest: Manifest;
    readonly gate: EgressGate;
    readonly meter: Server;
    readonly usage: readonly Usage[];
  }) {
    this.#dir = parts.dir;
    this.#manifest = parts.manifest;
    this.#gate = parts.gate;
    this.#meter = parts.meter;
    this.usage = parts.usage;
    const tool = findWorkerd();
    if (tool === undefined) throw new Error('There is no workerd for this machine.');
    this.#process = spawn(tool, ['serve', '--experimental', join(parts.dir, 'config.capnp')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {},
    });
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream
        ?.setEncoding('utf8')
        .on('data', (data: string) => this.lines.push(...data.split('\n').filter(Boolean)));
  }

  /** Hosts that it asked for without their being in its manifest. */
  get refused(): readonly string[] {
    return this.#gate.refused;
  }

  /** One request, as it comes to an installation: the path without its name. */
  ask(path: string, init: AskInit = {}): Promise<Answer> {
    return this.#ask('http', path, init);
  }

  /** An address of HTTP that leads to it, for those who call from outside. Closed by `stop`. */
  async listen(): Promise<string> {
    const server = createServer((incoming, outgoing) => {
      const { method, url, headers } = incoming;
      const forwarded = request(
        { socketPath: join(this.#dir, 'http.sock'), path: url, method, headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      forwarded.on('error', () => outgoing.writeHead(502).end());
      incoming.pipe(forwarded);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#servers.push(server);
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('It does not listen.');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Calls what runs by the clock; resolves with how it ended, `ok` when well. */
  async runScheduled(at = Date.now()): Promise<string> {
    const query = new URLSearchParams({ cron: this.#manifest.schedule ?? '', at: String(at) });
    const { status, body } = await this.#ask('control', `/scheduled?${query}`);
    return status === 200 ? (JSON.parse(body) as { readonly outcome: string }).outcome : `status ${status}`;
  }

  async stop(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.#process.once('exit', () => resolve()));
    if (this.#process.exitCode === null) {
      this.#process.kill('SIGKILL');
      await ended;
    }
    await this.#gate.close();
    for (const server of [this.#meter, ...this.#servers]) {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    }
    rmSync(this.#dir, { recursive: true, force: true });
  }

  async #ask(socket: 'http' | 'control', path: string, init: AskInit = {}): Promise<Answer> {
    const { method = 'GET', headers = {}, body } = init;
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          socketPath: join(this.#dir, `${socket}.sock`),
          path,
          method,
          headers: { host: 'worker', ...headers },
        },
        (answer) => {
          text(answer).then((read) => resolve({ status: answer.statusCode ?? 0, body: read }), reject);
        },
      );
      asked.on('error', reject).end(body);
    });
  }
}

interface AskInit {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

function standInOf(name: string): string {
  return `stand-in-for-${name}`;
}

async function writeWorker(
  dir: string,
  folder: string,
  manifest: Manifest,
  options: WorkerOptions,
): Promise<void> {
  const modules = await loadModules(manifest.entry, (path) =>
    readFile(join(folder, path)).catch(() => undefined),
  );
  const placed = modules.map(({ path, type, bytes }, number) => {
    const file = `module-${number}`;
    writeFileSync(join(dir, file), bytes);
    return { path, type, file };
  });
  const secrets = manifest.secrets.flatMap(
    ({ name, exposed }): { name: string; standIn?: string; file?: string }[] => {
      const value = options.secrets[name];
      if (value === undefined) return [];
      if (!exposed) return [{ name, standIn: standInOf(name) }];
      writeFileSync(join(dir, `secret-${name}`), value);
      return [{ name, file: `secret-${name}` }];
    },
  );
  copyFileSync(hostWorker, join(dir, configFiles.host));
  mkdirSync(join(dir, 'state'));
  writeFileSync(join(dir, configFiles.config), JSON.stringify(manifest.configure(options.config)));
  const socket = (name: string): string => join(dir, `${name}.sock`);
  const paths = {
    egress: socket('egress'),
    meter: socket('meter'),
    http: socket('http'),
    control: socket('control'),
    state: join(dir, 'state'),
  };
  writeFileSync(join(dir, 'config.capnp'), renderConfig({ modules: placed, secrets, paths }));
}

function createMeter(manifest: Manifest, usage: Usage[]): Server {
  return createServer((incoming, outgoing) => {
    text(incoming).then(
      (body) => {
        const used = JSON.parse(body) as Usage;
        const declared = manifest.metrics.includes(used.metric);
        if (declared && !usage.some(({ id, metric }) => id === used.id && metric === used.metric))
          usage.push(used);
        outgoing.writeHead(declared ? 204 : 422).end(declared ? undefined : 'no such metric');
      },
      () => outgoing.writeHead(400).end(),
    );
  });
}

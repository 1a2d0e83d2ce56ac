import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '@souk/model/audit/canonical-json.ts';
import { pino } from 'pino';
import type { SecretResult } from '../../../secrets/read-secret.ts';
import type { CrashPoint } from '../../testing/crash-point.ts';
import type { Confinement } from '../cli/confine-cli.ts';
import { openTerraformDriver } from '../open-terraform-driver.ts';
import type { TerraformDriver } from '../terraform-driver.ts';
import type { TerraformPorts } from '../terraform-ports.ts';
import { StateServer } from './state-server.ts';
import { testedCli } from './tested-cli.ts';

/** A module that makes things which only its state knows of. */
export const MODULE = `
variable "channel" { type = string }
variable "suspended" {
  type    = bool
  default = false
}
variable "api_key" {
  type      = string
  default   = ""
  sensitive = true
}
resource "terraform_data" "channel" {
  input = { channel = var.channel, suspended = var.suspended }
}
resource "terraform_data" "key" {
  triggers_replace = [sha256(var.api_key)]
}
`;

export const SECRET = 'the-value-of-a-secret';

export interface TerraformWorldOptions {
  readonly confinement?: Confinement | undefined;
  /** Files of the entry's folder. */
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: Partial<TerraformPorts['settings']>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A state server, a catalog and a folder of data; drivers come and go. */
export class TerraformWorld {
  readonly folder: string;
  readonly states: StateServer;
  readonly logged: string[] = [];
  readonly secrets: Record<string, string> = { 'env:SOUK_SECRET_KEY': SECRET };
  readonly files: Record<string, string>;
  readonly #options: TerraformWorldOptions;

  private constructor(folder: string, states: StateServer, options: TerraformWorldOptions) {
    this.folder = folder;
    this.states = states;
    this.files = { ...(options.files ?? { 'main.tf': MODULE }) };
    this.#options = options;
  }

  static async open(options: TerraformWorldOptions = {}): Promise<TerraformWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'souk-terraform-'));
    return new TerraformWorld(folder, await StateServer.open(), options);
  }

  driver(
    crash: CrashPoint = { reach: () => {} },
    ports: Partial<TerraformPorts> = {},
  ): Promise<TerraformDriver> {
    const address = `${this.states.url}/{installation}`;
    return openTerraformDriver({
      settings: {
        command: testedCli ?? '',
        backend: { type: 'http', config: { address, lock_address: address, unlock_address: address } },
        timeoutMs: 60_000,
        ...this.#options.settings,
      },
      folder: this.folder,
      environment: { PATH: process.env['PATH'], ...this.#options.environment },
      readFolder: async () =>
        new Map(Object.entries(this.files).map(([path, text]) => [path, new TextEncoder().encode(text)])),
      readSecret: async (reference): Promise<SecretResult> => {
        const value = this.secrets[reference];
        return value === undefined
          ? { ok: false, reason: `${reference} is not there.` }
          : { ok: true, value };
      },
      logger: pino({ level: 'info' }, { write: (line: string) => void this.logged.push(line) }),
      confinement: this.#options.confinement,
      graceMs: 10_000,
      onEffect: () => crash.reach(),
      ...ports,
    });
  }

  /** What a state holds, without what is new each time that something is made. */
  inspect(id: string): string | undefined {
    const text = this.states.states.get(`/${id}`);
    const { resources = [], outputs = {} } = text === undefined ? {} : JSON.parse(text);
    if (resources.length === 0) return undefined;
    const held = resources.map(({ name, instances }: StateResource) => [
      name,
      instances.map(({ attributes }) => ({ input: attributes.input, replace: attributes.triggers_replace })),
    ]);
    return canonicalJson({ held, outputs });
  }

  /** Somebody takes a resource away behind the back of the state's owner. */
  disturb(id: string): void {
    const state = JSON.parse(this.states.states.get(`/${id}`) ?? '{}');
    state.resources = state.resources.slice(1);
    state.serial += 1;
    this.states.states.set(`/${id}`, JSON.stringify(state));
  }

  /** Paths of files of the driver that hold a text. */
  async filesWith(text: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (const entry of await readdir(this.folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() && (await readFile(path)).includes(text)) found.push(path);
    }
    return found;
  }

  async close(): Promise<void> {
    await this.states.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

interface StateResource {
  readonly name: string;
  readonly instances: readonly {
    readonly attributes: { readonly input?: unknown; readonly triggers_replace?: unknown };
  }[];
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

/** What of a manifest decides on how its code runs. */
export interface Manifest {
  readonly entry: string;
  /** Hosts with the port, where one is named. */
  readonly egress: readonly string[];
  readonly secrets: readonly {
    readonly name: string;
    readonly exposed: boolean;
    /** All of egress when absent. */
    readonly hosts: readonly string[] | undefined;
  }[];
  readonly metrics: readonly string[];
  readonly schedule: string | undefined;
  /** The configuration with the defaults filled in. */
  configure(config: object): object;
}

/** @param folder of the connector, absolute */
export function readManifest(folder: string): Manifest {
  const {
    runtime,
    egress,
    secrets,
    billing,
    config: schema,
  } = parse(readFileSync(join(folder, 'manifest.yaml'), 'utf8')) as Written;
  const check = new Ajv2020({ useDefaults: true, allErrors: true, strict: false }).compile(schema);
  return {
    entry: runtime.entry,
    schedule: runtime.schedule,
    egress: egress.map((host) => (typeof host === 'string' ? host : host.host)),
    secrets: secrets.map(({ name, exposed = false, hosts }) => ({ name, exposed, hosts })),
    metrics: billing.metrics.map(({ name }) => name),
    configure(config) {
      const filled = structuredClone(config);
      if (check(filled)) return filled;
      throw new Error(`The configuration does not fit: ${JSON.stringify(check.errors)}`);
    },
  };
}

interface Written {
  readonly runtime: { readonly entry: string; readonly schedule?: string };
  readonly egress: readonly (string | { readonly host: string })[];
  readonly secrets: readonly {
    readonly name: string;
    readonly exposed?: boolean;
    readonly hosts?: string[];
  }[];
  readonly billing: { readonly metrics: readonly { readonly name: string }[] };
  readonly config: object;
}

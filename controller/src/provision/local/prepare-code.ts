import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import type { Instance } from '@souk/model/installation/instance.ts';
import { DriverError } from '../driver.ts';
import type { OutgoingSecret } from './egress/egress-proxy.ts';
import { parseEgress } from './egress/egress-rules.ts';
import type { LocalPorts } from './local-ports.ts';
import { loadModules } from './modules/load-modules.ts';
import { AUTHORITY_FILE, type InstanceFolders } from './sandbox/confine.ts';
import { configFiles, renderConfig } from './sandbox/render-config.ts';
import { sockets } from './sandbox/worker-process.ts';

export interface PreparedCode {
  readonly secrets: readonly OutgoingSecret[];
  /** Values that the code itself gets, to be kept out of what it logs. */
  readonly exposed: readonly string[];
  /** Takes the values of secrets off the disk, once the process has read them. */
  forget(): Promise<void>;
}

const CACHED_MS = 60_000;
const runnable: ReadonlySet<string> = new Set<Instance['runtime']['type']>(['function', 'wasm']);

/**
 * Writes all that the runtime reads of an instance into its code folder.
 *
 * @param seen the folders as the process will see them
 * @throws {DriverError} `invalid` for what can't be run here, `secret` for one that can't be read
 */
export async function prepareCode(
  instance: Instance,
  { code }: InstanceFolders,
  seen: InstanceFolders,
  ports: LocalPorts,
): Promise<PreparedCode> {
  const { runtime, code: place } = instance;
  if (!runnable.has(runtime.type) || runtime.entry === undefined)
    throw new DriverError(
      'invalid',
      `The driver local runs the runtimes function and wasm with an entry; this is ${runtime.type}${runtime.entry === undefined ? ' without one' : ''}. Another driver has to be named.`,
    );
  if (place === undefined) throw new DriverError('invalid', 'Nobody knows where its files lie.');
  const modules = await loadModules(runtime.entry, (path) =>
    ports.readFile(place.commit, place.folder + path),
  );
  await rm(code, { recursive: true, force: true });
  await mkdir(code, { recursive: true, mode: 0o700 });
  const placed = modules.map(({ path, type }, i) => ({ path, type, file: `module-${i}` }));
  const [exposed, outgoing] = await resolveSecrets(instance, ports);
  const config = renderConfig({
    modules: placed,
    secrets: [
      ...exposed.map(({ name }, i) => ({ name, file: `secret-${i}` })),
      ...outgoing.map(({ name, standIn }) => ({ name, standIn })),
    ],
    paths: {
      egress: join(seen.run, sockets.egress),
      meter: join(seen.run, sockets.meter),
      http: join(seen.run, sockets.http),
      control: join(seen.run, sockets.control),
      state: seen.state,
    },
  });
  const host = await readFile(join(import.meta.dirname, 'sandbox/host-worker.js'));
  await Promise.all([
    writeFile(join(code, 'worker.capnp'), config),
    writeFile(join(code, AUTHORITY_FILE), rootCertificates[0] ?? ''),
    writeFile(join(code, configFiles.config), JSON.stringify(instance.config)),
    writeFile(join(code, configFiles.host), host),
    ...modules.map(({ bytes }, i) => writeFile(join(code, `module-${i}`), bytes)),
    ...exposed.map(({ value }, i) => writeFile(join(code, `secret-${i}`), value, { mode: 0o600 })),
  ]);
  return {
    secrets: outgoing,
    exposed: exposed.map(({ value }) => value),
    forget: async () => {
      await Promise.all(exposed.map((_, i) => rm(join(code, `secret-${i}`), { force: true })));
    },
  };
}

interface NamedSecret extends OutgoingSecret {
  readonly name: string;
}

async function resolveSecrets(
  { secrets, egress }: Instance,
  ports: LocalPorts,
): Promise<[readonly { readonly name: string; readonly value: string }[], readonly NamedSecret[]]> {
  // Each is read now, so that what can't be read is known before anything begins.
  const values = await Promise.all(secrets.map(({ reference }) => readValue(reference, ports)));
  const exposed = secrets.flatMap(({ name, exposed: isExposed }, i) =>
    isExposed ? [{ name, value: values[i] ?? '' }] : [],
  );
  const outgoing = secrets.flatMap(({ name, exposed: isExposed, reference, hosts }) =>
    isExposed
      ? []
      : [
          {
            name,
            standIn: `souk-secret-${randomBytes(16).toString('hex')}`,
            hosts: parseEgress(hosts.filter((host) => egress.includes(host))),
            read: remembered(() => readValue(reference, ports), ports),
          },
        ],
  );
  return [exposed, outgoing];
}

async function readValue(reference: string, { readSecret }: LocalPorts): Promise<string> {
  const result = await readSecret(reference);
  if (!result.ok) throw new DriverError('secret', result.reason);
  return result.value;
}

/** A value that has changed is used a minute later at the latest. */
function remembered(read: () => Promise<string>, { clock }: LocalPorts): () => Promise<string> {
  let known: { readonly value: string; readonly until: number } | undefined;
  return async () => {
    const now = clock.now().getTime();
    if (known === undefined || known.until <= now) known = { value: await read(), until: now + CACHED_MS };
    return known.value;
  };
}

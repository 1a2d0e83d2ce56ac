import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import type { Instance } from '@souk/model/installation/instance.ts';
import { expectCode } from './expect-code.ts';
import type { LocalPorts } from './local-ports.ts';
import { loadModules } from './modules/load-modules.ts';
import type { InstanceLimits } from './parse-instance-limits.ts';
import type { ResolvedSecrets } from './resolve-secrets.ts';
import { AUTHORITY_FILE, type InstanceFolders } from './sandbox/confine.ts';
import { configFiles, renderConfig } from './sandbox/render-config.ts';
import { sockets } from './sandbox/worker-process.ts';

/**
 * Writes all that the runtime reads of an instance into its code folder: no value of a secret is among it.
 *
 * @param seen the folders as the process will see them
 * @throws {DriverError} `invalid` for what can't be run here
 */
export async function prepareCode(
  instance: Instance,
  secrets: ResolvedSecrets,
  { codeBytes }: Pick<InstanceLimits, 'codeBytes'>,
  { code }: InstanceFolders,
  seen: InstanceFolders,
  ports: Pick<LocalPorts, 'readFile'>,
): Promise<void> {
  const { entry, place } = expectCode(instance);
  const modules = await loadModules(entry, (path) => ports.readFile(place.commit, place.folder + path));
  await mkdir(code, { recursive: true });
  const config = renderConfig({
    modules: modules.map(({ path, type }, i) => ({ path, type, file: `module-${i}` })),
    secrets: secrets.placed,
    heapMiB: codeBytes / 2 ** 20,
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
  ]);
}

import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { endLeftOvers } from '../local/left-overs.ts';
import { openCli } from './cli/open-cli.ts';
import { readVersion } from './cli/read-version.ts';
import { openMemory } from './open-memory.ts';
import { PREVIEWS, TerraformDriver } from './terraform-driver.ts';
import type { TerraformPorts } from './terraform-ports.ts';

const GRACE_MS = 30_000;
const IDENTITY = 'identity';

/**
 * Opens the driver on its folder, and ends what a controller that was killed has left running there.
 * @throws {Error} when the CLI can't be run on this machine
 */
export async function openTerraformDriver(ports: TerraformPorts): Promise<TerraformDriver> {
  const { settings, folder, environment, logger, confinement, graceMs = GRACE_MS, onEffect } = ports;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  await endLeftOvers(folder);
  await rm(join(folder, PREVIEWS), { recursive: true, force: true });
  const identity = await readIdentity(folder);
  const cli = openCli({
    ...{ settings, environment, confinement, graceMs },
    ...{ hostname: `souk-${identity}`, machine: hostname() },
  });
  const memory = await openMemory(identity);
  const { isOpenTofu, text: version } = await readVersion(
    cli,
    folder,
    AbortSignal.timeout(settings.timeoutMs),
  );
  for (const warning of warningsOf(cli.confinement === 'bubblewrap', memory.isVolatile)) logger.warn(warning);
  return new TerraformDriver(
    {
      ...ports,
      ...{ cli, memory, version, isOpenTofu },
      effect: async (work) => {
        onEffect?.();
        const result = await work();
        onEffect?.();
        return result;
      },
    },
    folder,
  );
}

function* warningsOf(hasWalls: boolean, isVolatile: boolean): Generator<string> {
  if (!hasWalls)
    yield 'bubblewrap is not there or not allowed: modules and providers can read what the controller can. Install the package bubblewrap, or let nobody publish a module that you would not run yourself.';
  if (!isVolatile)
    yield 'there is no /dev/shm: plans, which hold values of secrets, lie in the folder of temporary files while they are applied.';
}

/** Tells the locks of this folder's controllers from those of all others. */
async function readIdentity(folder: string): Promise<string> {
  const path = join(folder, IDENTITY);
  const known = await readFile(path, 'utf8').catch(() => '');
  if (/^[0-9a-f]{16}$/.test(known)) return known;
  const identity = randomBytes(8).toString('hex');
  await writeFile(path, identity, { mode: 0o600 });
  return identity;
}

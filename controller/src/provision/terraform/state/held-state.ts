import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DriverError } from '../../driver.ts';
import { ROOT_FILE, renderStateRoot } from '../module/render-root.ts';
import { runErrand } from '../run-errand.ts';
import type { Place, TerraformTools } from '../terraform-tools.ts';
import { deleteState, openHttpBackend } from './http-backend.ts';
import { type HeldState, parseState } from './parse-state.ts';

/** What the CLI leaves in its work folder when it could not write the state. */
const LEFT_STATE = 'errored.tfstate';
const READY = 'initialised';

/**
 * What the backend holds of an installation. It takes neither the module nor its providers, which may not be there any more.
 * @throws {DriverError}
 */
export async function readHeldState(
  tools: TerraformTools,
  place: Place,
  signal: AbortSignal,
): Promise<HeldState> {
  await openStateRoot(tools, place, signal);
  const pull = { errand: 'state', args: ['state', 'pull'], within: 'state' } as const;
  const { stdout } = await runErrand(tools, place, pull, signal);
  try {
    return parseState(stdout);
  } catch (error) {
    throw new DriverError('unreachable', 'The backend holds something that is no state.', { cause: error });
  }
}

/** Writes a state that could not be written when it was made. @throws {DriverError} */
export async function pushLeftState(tools: TerraformTools, place: Place, signal: AbortSignal): Promise<void> {
  const own = join(place.base, place.id);
  const left = join(own, 'work', LEFT_STATE);
  const text = await readFile(left, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  await openStateRoot(tools, place, signal);
  await copyFile(left, join(own, 'state', LEFT_STATE));
  const push = {
    errand: 'state',
    args: ['state', 'push', LEFT_STATE],
    within: 'state',
    locks: true,
  } as const;
  await runErrand(tools, place, push, signal);
  await rm(join(own, 'state', LEFT_STATE), { force: true });
  await rm(left, { force: true });
  tools.logger.warn({ id: place.id }, 'a state that could not be written before has been written now');
}

/** Takes away what is left of a state in which nothing is managed any more. */
export async function forgetState(tools: TerraformTools, place: Place, signal: AbortSignal): Promise<void> {
  const backend = openHttpBackend(place.backend, tools.cli.variables);
  if (backend !== undefined) await tools.effect(() => deleteState(backend, signal));
}

async function openStateRoot(tools: TerraformTools, place: Place, signal: AbortSignal): Promise<void> {
  const folder = join(place.base, place.id, 'state');
  const root = renderStateRoot(place.backend);
  const ready = await readFile(join(folder, READY), 'utf8').catch(() => undefined);
  if (ready === `${tools.version}\n${root}`) return;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, ROOT_FILE), root, { mode: 0o600 });
  const args = ['init', '-input=false', '-no-color', '-reconfigure', '-json'];
  await runErrand(tools, place, { errand: 'init', args, within: 'state' }, signal);
  await writeFile(join(folder, READY), `${tools.version}\n${root}`);
}

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import type { Instance } from '@souk/model/installation/instance.ts';
import { DriverError } from '../driver.ts';
import { argueModule, type ModuleArguments } from './module/argue-module.ts';
import { findVariables } from './module/find-variables.ts';
import { filesIn, type LocatedModule, lockFileOf, MODULE_FOLDER, sourceOf } from './module/locate-module.ts';
import { ROOT_FILE, renderRoot, renderSource, renderValues, VALUES_FILE } from './module/render-root.ts';
import { runErrand } from './run-errand.ts';
import type { Place, TerraformTools } from './terraform-tools.ts';

/** What `init` was done for. */
const NOTE = 'initialised';
const LOCK_FILE = '.terraform.lock.hcl';

/**
 * Makes the work folder what the instance asks for, with its providers. What is so already is left as it is.
 * @throws {DriverError}
 */
export async function prepareWork(
  tools: TerraformTools,
  place: Place,
  instance: Instance,
  located: LocatedModule,
  signal: AbortSignal,
): Promise<ModuleArguments> {
  const work = join(place.base, place.id, 'work');
  const source = sourceOf(located);
  const known = located.type === 'files' ? argueModule(instance, await declaredBy(located)) : undefined;
  const install = renderSource(place.backend, source);
  const wanted = digestOf(tools.version, install, located);
  if ((await readText(join(work, NOTE))) !== wanted) {
    await tools.effect(() => layOut(work, located, install));
    const args = ['init', '-input=false', '-no-color', '-reconfigure', '-json', ...readOnly(located)];
    await runErrand(tools, place, { errand: 'init', args, within: 'work', installs: true }, signal);
    await writeFile(join(work, NOTE), wanted);
  }
  const args = known ?? argueModule(instance, await findVariables(await readInstalled(work)));
  const files = {
    [ROOT_FILE]: renderRoot(place.backend, source, args),
    [VALUES_FILE]: renderValues(instance, args),
  };
  await tools.effect(async () => {
    for (const [name, text] of Object.entries(files))
      if ((await readText(join(work, name))) !== text)
        await writeFile(join(work, name), text, { mode: 0o600 });
  });
  return args;
}

type ModuleFiles = Extract<LocatedModule, { type: 'files' }>;

function declaredBy({ files, folder }: ModuleFiles): Promise<ReadonlySet<string>> {
  return findVariables(filesIn(files, folder));
}

function readOnly(located: LocatedModule): string[] {
  return located.type === 'files' && lockFileOf(located) !== undefined ? ['-lockfile=readonly'] : [];
}

async function layOut(work: string, located: LocatedModule, root: string): Promise<void> {
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true, mode: 0o700 });
  await writeFile(join(work, ROOT_FILE), root, { mode: 0o600 });
  if (located.type !== 'files') return;
  for (const [path, bytes] of located.files) {
    const target = join(work, MODULE_FOLDER, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes, { flag: 'wx' });
  }
  const lock = lockFileOf(located);
  if (lock !== undefined) await writeFile(join(work, LOCK_FILE), lock);
}

function digestOf(version: string, root: string, located: LocatedModule): string {
  const hash = createHash('sha256').update(JSON.stringify([version, root]));
  if (located.type === 'files')
    for (const [path, bytes] of [...located.files].toSorted(([a], [b]) => (a < b ? -1 : 1)))
      hash.update(JSON.stringify([path, bytes.length])).update(bytes);
  return hash.digest('hex');
}

/** The files of the module that the CLI has fetched. */
async function readInstalled(work: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const manifest = await readText(join(work, '.terraform/modules/modules.json'));
  const { Modules: modules = [] } = JSON.parse(manifest ?? '{}') as {
    readonly Modules?: readonly { readonly Key: string; readonly Dir: string }[];
  };
  const folder = modules.find(({ Key }) => Key === 'instance')?.Dir;
  if (folder === undefined || normalize(folder).startsWith('..'))
    throw new DriverError('unreachable', 'The CLI does not say where it has put the module.');
  const entries = await readdir(join(work, folder), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(work, folder, name))] as const)),
  );
}

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

import { spawnSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleActions, listActions } from './bundling/bundle-actions.ts';
import { sharedFolder } from './bundling/place-assets.ts';

/**
 * Bundles the actions to `actions/<name>/dist`, and says how large each is and how long it takes to start.
 * Usage: node scripts/build-actions.ts
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const files = await bundleActions(root);
const actions = await listActions(root);

const folders = [sharedFolder, ...actions.map((name) => `actions/${name}/dist`)];
await Promise.all(folders.map((folder) => rm(join(root, folder), { recursive: true, force: true })));
for (const [path, bytes] of files) {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), bytes);
}

for (const name of actions) {
  const path = `actions/${name}/dist/index.js`;
  console.log(`${name.padEnd(16)} ${sizeOf(path)} ${startUpOf(path)}`);
}
console.log(`${'shared by all'.padEnd(16)} ${sizeOf(sharedFolder)}`);

function sizeOf(prefix: string): string {
  const parts = [...files].filter(([path]) => path.startsWith(prefix)).map(([, { length }]) => length);
  const bytes = parts.reduce((sum, length) => sum + length, 0);
  return `${(bytes / 1024).toFixed(0).padStart(6)} KiB`;
}

/** Outside of a workflow an action ends as soon as it is loaded, and says so. */
function startUpOf(path: string): string {
  const begun = performance.now();
  spawnSync(process.execPath, [join(root, path)], { env: {} });
  return `${(performance.now() - begun).toFixed(0).padStart(5)} ms to start`;
}

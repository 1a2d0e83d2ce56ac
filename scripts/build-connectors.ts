import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleConnector } from './bundling/bundle-connector.ts';

/**
 * Bundles the connectors whose manifest names a bundle, each to its `dist/main.js`, which is committed: what runs them
 * installs and builds nothing.
 * Usage: node scripts/build-connectors.ts [--check]   with --check it fails when a bundle is stale, and writes nothing
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const isCheck = process.argv.includes('--check');

for await (const manifest of glob('connectors/*/manifest.yaml', { cwd: root })) {
  if (!/^ {2}entry: dist\/main\.js$/m.test(await readFile(join(root, manifest), 'utf8'))) continue;
  const folder = dirname(manifest);
  const path = join(folder, 'dist/main.js');
  const bundle = await bundleConnector(root, folder);
  const kept = await readFile(join(root, path), 'utf8').catch(() => undefined);
  if (kept === bundle) continue;
  if (isCheck) {
    console.error(`${path} is stale. Run: npm run build:connectors`);
    process.exitCode = 1;
  } else {
    await mkdir(join(root, folder, 'dist'), { recursive: true });
    await writeFile(join(root, path), bundle);
    console.log(`${path} ${(bundle.length / 1024).toFixed(0)} KiB`);
  }
}

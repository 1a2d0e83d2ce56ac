import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { collectLicences } from './collect-licences.ts';

/** Modules of Node that packages ask for, and what gives the same in a runtime that is not Node. */
const replaced: Readonly<Record<string, string>> = {
  'node:buffer': `export { Buffer } from 'buffer/';`,
  'node:events': `import events from 'events/'; export const { EventEmitter } = events; export default events;`,
  'node:stream/web': 'export const { TransformStream, CountQueuingStrategy } = globalThis;',
  // Copying and large objects of PostgreSQL need streams of Node; nothing of them is called.
  'node:stream': 'export default {};',
};

/**
 * Bundles a connector with its packages into one module for the Workers runtimes, with the licences of the packages at its
 * head. The same sources give the same text.
 *
 * @param root absolute path of the repository
 * @param folder of the connector, from the root; its lockfile says which packages may be in the bundle
 * @throws {Error} when a package has another version than the lockfile says, or is not in it
 */
export async function bundleConnector(root: string, folder: string): Promise<string> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [`${folder}/src/main.ts`],
    outfile: join(root, folder, 'dist/main.js'),
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['workerd', 'worker', 'import'],
    target: 'es2024',
    // Reviewers read it: names and lines stay.
    minify: false,
    legalComments: 'none',
    external: ['cloudflare:sockets'],
    // Packages take it for granted where they were written for Node.
    inject: ['node:buffer'],
    plugins: [replaceNodeModules(root)],
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) =>
    Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  await checkVersions(root, folder, inputs);
  const licences = await collectLicences(root, inputs, []);
  const code = outputFiles[0]?.text ?? '';
  return `/*! Made by npm run build:connectors from src/. It holds packages of others:\n\n${licences.replaceAll('*/', '* /')}*/\n${code}`;
}

function replaceNodeModules(root: string): Plugin {
  return {
    name: 'replace-node-modules',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^node:/ }, ({ path }) =>
        path in replaced ? { path, namespace: 'replaced', sideEffects: false } : undefined,
      );
      onLoad({ filter: /.*/, namespace: 'replaced' }, ({ path }) => ({
        contents: replaced[path] ?? '',
        resolveDir: root,
      }));
    },
  };
}

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

async function checkVersions(root: string, folder: string, inputs: readonly string[]): Promise<void> {
  const lockfile = JSON.parse(await readFile(join(root, folder, 'package-lock.json'), 'utf8')) as Lockfile;
  const packages = new Set(
    inputs.flatMap((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
  );
  for (const path of [...packages].sort()) {
    const { version } = JSON.parse(await readFile(join(root, path, 'package.json'), 'utf8'));
    const locked = lockfile.packages[path]?.version;
    if (locked !== version)
      throw new Error(
        `${folder} would bundle ${path.slice('node_modules/'.length)} ${version}; its package-lock.json has ${locked ?? 'none'}.`,
      );
  }
}

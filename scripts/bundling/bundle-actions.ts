import { glob, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { type BuildResult, build, type Plugin } from 'esbuild';
import { collectLicences } from './collect-licences.ts';
import { nameExports } from './name-exports.ts';
import { banner, packageAssets, placeAssets, sharedFolder, threadFile } from './place-assets.ts';

/** Files by path from the root of the repository. */
export type BundledFiles = ReadonlyMap<string, Uint8Array>;

/** Names of the folders that are an action. */
export async function listActions(root: string): Promise<string[]> {
  const names: string[] = [];
  for await (const path of glob('actions/*/action.yml', { cwd: root })) names.push(basename(dirname(path)));
  return names.sort();
}

/**
 * Bundles all actions: each has an entry in its own folder, what they share lies once in a folder for all. The same
 * sources give the same bytes.
 *
 * @param root absolute path of the repository
 */
export async function bundleActions(root: string): Promise<BundledFiles> {
  const actions = await listActions(root);
  const threads = new Set<string>();
  let result = await bundle(root, actions, threads);
  // Which modules run in threads is known once the code that starts them was read.
  for (let known = -1; known < threads.size; ) {
    known = threads.size;
    result = await bundle(root, actions, threads);
  }
  const files = new Map<string, Uint8Array>();
  const legal: string[] = [];
  for (const { path, contents, text } of result.outputFiles) {
    if (path.endsWith('.LEGAL.txt')) legal.push(text);
    else files.set(relative(root, path).split(sep).join('/'), contents);
  }
  const licences = await collectLicences(root, bundledModules(result), legal);
  files.set(`${sharedFolder}/licences.txt`, Buffer.from(licences));
  for (const [path, bytes] of await readPackageAssets(root)) files.set(path, bytes);
  return files;
}

type Bundle = BuildResult<{ metafile: true; write: false }>;

function bundle(root: string, actions: readonly string[], threads: Set<string>): Promise<Bundle> {
  const entries = [
    ...actions.map((name) => [`actions/${name}/dist/index`, `actions/${name}/index.ts`]),
    ...[...threads].sort().map((path) => [threadFile(path).slice(0, -'.js'.length), path]),
  ];
  return build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(entries),
    outdir: root,
    chunkNames: `${sharedFolder}/[name]-[hash]`,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'external',
    banner: { js: banner },
    // Asked for only where Node lacks a global of that name, which it has.
    external: ['performance'],
    plugins: [placeAssets(root, (path) => threads.add(path)), withoutSideEffects, nameExports(root)],
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
}

/** An HTTP client and more come with the library that reads inputs; nothing of them is called. */
const withoutSideEffects: Plugin = {
  name: 'without-side-effects',
  setup: ({ onResolve, resolve }) => {
    onResolve({ filter: /^@actions\// }, async ({ path, pluginData, ...options }) => {
      if (pluginData === 'asked') return undefined;
      const resolved = await resolve(path, { ...options, pluginData: 'asked' });
      return { ...resolved, sideEffects: false };
    });
  },
};

function bundledModules({ metafile }: Bundle): string[] {
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  return inputs.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));
}

async function readPackageAssets(root: string): Promise<[string, Uint8Array][]> {
  const files: [string, Uint8Array][] = [];
  for (const { name, paths } of packageAssets) {
    const folder = join(root, 'node_modules', name);
    for (const path of paths) {
      for await (const entry of glob([path, `${path}/**`], { cwd: folder, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const file = join(entry.parentPath, entry.name);
        const inside = relative(folder, file).split(sep).join('/');
        files.push([`${sharedFolder}/${name}/${inside}`, await readFile(file)]);
      }
    }
  }
  return files.sort(([a], [b]) => (a < b ? -1 : 1));
}

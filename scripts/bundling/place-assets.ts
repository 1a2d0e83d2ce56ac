import { readFile } from 'node:fs/promises';
import { dirname, posix, relative, sep } from 'node:path';
import type { Plugin } from 'esbuild';

/** Folder for what all actions share, from the root of the repository. */
export const sharedFolder = 'actions/shared/dist';

/** Files of packages that are read at run time, which no bundler sees. */
export const packageAssets: readonly { readonly name: string; readonly paths: readonly string[] }[] = [
  { name: '@cdktn/hcl2json', paths: ['main.wasm.gz'] },
  { name: '@cyclonedx/cyclonedx-library', paths: ['package.json', 'res/schema'] },
];

/** Modules of packages that ask where they lie, but not for anything that an action needs. */
const harmless = ['@redocly/openapi-core/lib/config/config-resolvers.js', 'libxml2-wasm/lib/libxml2raw.mjs'];

/**
 * At the beginning of each file: `require` for modules that are not ES modules, and the root of the repository, which is
 * three folders above each file.
 */
export const banner = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  'const require = __createRequire(import.meta.url);',
  "const __root = new URL('../../../', import.meta.url);",
].join('\n');

/** A folder in which packages lie, at whatever depth. */
const PACKAGES = `node_modules${sep}`;

/**
 * Lets code find its data files from within a bundle: those of the repository where they lie, those of packages beside
 * the bundle. Threads become entries of their own.
 *
 * @param root absolute path of the repository
 * @param addThread is told of each module that runs in a thread, by its path from the root
 */
export function placeAssets(root: string, addThread: (path: string) => void): Plugin {
  return {
    name: 'place-assets',
    setup: ({ onLoad }) => {
      onLoad({ filter: /\.(?:ts|[cm]?js)$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        if (path.includes(PACKAGES)) {
          const placed = placePackageFiles(path, text);
          return placed === text ? undefined : { contents: placed, loader: 'js' };
        }
        const folder = relative(root, dirname(path)).split(sep).join('/');
        return { contents: placeOwnFiles(path, text, folder, addThread), loader: 'ts' };
      });
    },
  };
}

function placeOwnFiles(
  path: string,
  text: string,
  folder: string,
  addThread: (path: string) => void,
): string {
  const placed = text
    .replace(/new URL\(\s*'([^']+)',\s*import\.meta\.url\s*\)/g, (_match, target: string) => {
      const file = posix.join(folder, target);
      if (file.endsWith('.ts')) addThread(file);
      return `new URL('${file.endsWith('.ts') ? threadFile(file) : file}', __root)`;
    })
    .replace(/\bcreateRequire\(import\.meta\.url\)\(/g, 'require(')
    .replace(/\bimport\.meta\.dirname\b/g, `__fileURLToPath(new URL('${folder}', __root))`)
    .replace(
      /\bimport\.meta\.resolve\('([^']+)'\)/g,
      (_match, target: string) => `new URL('${sharedFolder}/${target}', __root).href`,
    );
  const left = /\bimport\.meta\.\w+/.exec(placed);
  if (left !== null) throw new Error(`${path} uses ${left[0]} in a way that cannot be bundled.`);
  return placed;
}

/** The file that a module which runs in a thread is bundled to, from the root of the repository. */
export function threadFile(path: string): string {
  return `${sharedFolder}/${posix.basename(path, '.ts')}.js`;
}

function placePackageFiles(path: string, text: string): string {
  const inside = path
    .slice(path.lastIndexOf(PACKAGES) + PACKAGES.length)
    .split(sep)
    .join('/');
  const known = harmless.includes(inside);
  if (known || !/\b__dirname\b|\b__filename\b|\bimport\.meta\.(?:url|dirname|filename|resolve)\b/.test(text))
    return text;
  if (!packageAssets.some(({ name }) => inside.startsWith(`${name}/`)))
    throw new Error(
      `${inside} asks where it lies: see whether it reads files there, and say so in packageAssets.`,
    );
  return text.replace(
    /\b__dirname\b/g,
    `__fileURLToPath(new URL('${sharedFolder}/${posix.dirname(inside)}', __root))`,
  );
}

import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';

const NAMESPACE = 'named-exports';

/**
 * Gives packages that are loaded when they are needed the names that Node gives them. Where chunks are split, the bundler
 * hands out a package that is no ES module as one value without names.
 *
 * @param root absolute path of the repository, which no bundle shall depend on
 */
export const nameExports = (root: string): Plugin => ({
  name: 'name-exports',
  setup: ({ onResolve, onLoad, resolve }) => {
    onResolve({ filter: /^[^./]/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === NAMESPACE) return undefined;
      const resolved = await resolve(path, { kind, importer, resolveDir, pluginData: NAMESPACE });
      if (resolved.external || resolved.errors.length > 0 || !/\.c?js$/.test(resolved.path)) return resolved;
      return { path: relative(root, resolved.path), namespace: NAMESPACE };
    });
    onLoad({ filter: /.*/, namespace: NAMESPACE }, async ({ path: inside }) => {
      const path = join(root, inside);
      const exported = Object.keys(await import(pathToFileURL(path).href));
      const names = exported.filter((name) => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name));
      return {
        contents: `export { ${names.join(', ')} } from ${JSON.stringify(path)};`,
        resolveDir: dirname(path),
      };
    });
  },
});

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { Changes } from './growing-repository.ts';

/** A commit to be made. */
export interface PlannedCommit {
  readonly message: string;
  readonly changes: Changes;
}

/** Of the entities, so many are moved, and so many leave again. */
const MOVED_EACH = 5;
const REMOVED_EACH = 7;

/**
 * Tells a folder of manifests as a history: one entity a commit, then each is edited, every fifth moves to another
 * folder, and every seventh is deleted.
 *
 * @throws when the folder holds no manifest
 */
export function planReplay(folder: string): PlannedCommit[] {
  const entities = readEntities(folder);
  if (entities.length === 0)
    throw new Error(`${folder} holds no catalog: expected catalog/ or connectors/ with manifests in it.`);
  return [
    ...entities.map(({ name, files }) => ({ message: `Add ${name}`, changes: files })),
    ...entities.map(({ name, manifest, files }) => ({
      message: `Edit ${name}`,
      changes: { [manifest]: edited(files[manifest] ?? '') },
    })),
    ...entities
      .filter((entity, i) => i % MOVED_EACH === 0 && entity.manifest.endsWith('/manifest.yaml'))
      .map(({ name, manifest, files }) => ({
        message: `Move ${name}`,
        changes: moved(dirname(manifest), { ...files, [manifest]: edited(files[manifest] ?? '') }),
      })),
    ...entities
      .filter((_entity, i) => i % REMOVED_EACH === 1)
      .filter((entity) => entities.indexOf(entity) % MOVED_EACH !== 0)
      .map(({ name, files }) => ({
        message: `Remove ${name}`,
        changes: Object.fromEntries(Object.keys(files).map((path) => [path, undefined])),
      })),
  ];
}

interface EntityFiles {
  readonly name: string;
  readonly manifest: string;
  readonly files: Readonly<Record<string, string>>;
}

/** A `manifest.yaml` has its folder for itself; any other YAML file stands alone. */
function readEntities(folder: string): EntityFiles[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^(catalog|connectors)\//.test(path) && statSync(join(folder, path)).isFile())
    .sort();
  const owners = paths.filter((path) => basename(path) === 'manifest.yaml');
  const alone = paths.filter(
    (path) =>
      path.endsWith('.yaml') && !owners.some((owner) => !relative(dirname(owner), path).startsWith('..')),
  );
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
  return [...owners, ...alone].sort().map((manifest) => ({
    name: manifest,
    manifest,
    files: Object.fromEntries(
      (basename(manifest) === 'manifest.yaml'
        ? paths.filter((path) => !relative(dirname(manifest), path).startsWith('..'))
        : [manifest]
      ).map((path) => [path, read(path)]),
    ),
  }));
}

/** The next patch version, where there is one, and a comment. */
function edited(text: string): string {
  const next = text.replace(
    /^(version: \d+\.\d+\.)(\d+)$/m,
    (_line, start, patch) => `${start}${Number(patch) + 1}`,
  );
  return `${next}# Edited.\n`;
}

/** From `connectors/x` to `connectors/moved/x`: the id that its place promises stays. */
function moved(folder: string, files: Readonly<Record<string, string>>): Changes {
  const target = join(dirname(folder), 'moved', basename(folder));
  return Object.fromEntries(
    Object.entries(files).flatMap(([path, text]) => [
      [path, undefined],
      [join(target, relative(folder, path)), text],
    ]),
  );
}

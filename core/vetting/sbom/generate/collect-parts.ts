import { mergeParts, type PartList } from './part-list.ts';
import { readBaseImages } from './read-base-images.ts';
import { readGoMod } from './read-go-mod.ts';
import { readNpmLockfile } from './read-npm-lockfile.ts';
import { readPoetryLock, readUvLock } from './read-python-lockfile.ts';
import { readRequirements } from './read-requirements.ts';

/** Files that a bill of materials is generated from. Of those that tell the same, the first is read. */
const readers: readonly (readonly {
  readonly file: string;
  readonly read: (text: string, file: string) => PartList;
}[])[] = [
  [
    { file: 'npm-shrinkwrap.json', read: readNpmLockfile },
    { file: 'package-lock.json', read: readNpmLockfile },
  ],
  [
    { file: 'uv.lock', read: readUvLock },
    { file: 'poetry.lock', read: readPoetryLock },
    { file: 'requirements.txt', read: readRequirements },
  ],
  [{ file: 'go.mod', read: readGoMod }],
  [
    { file: 'Dockerfile', read: readBaseImages },
    { file: 'Containerfile', read: readBaseImages },
  ],
];

/** Names of the files that are read, in the order in which they are looked for. */
export const lockfileNames: readonly string[] = readers.flat().map(({ file }) => file);

/** The parts of a project, with the files that they were read from. */
export interface CollectedParts extends PartList {
  readonly from: readonly string[];
}

/**
 * Reads all that the files of a project say of its parts. Runs nothing and asks no registry.
 *
 * @param files text by name, of the folder of the project
 * @throws {LockfileError}
 */
export function collectParts(files: ReadonlyMap<string, string>): CollectedParts {
  const lists = readers.flatMap((alternatives) => {
    const found = alternatives.find(({ file }) => files.has(file));
    return found === undefined
      ? []
      : [{ file: found.file, list: found.read(files.get(found.file) ?? '', found.file) }];
  });
  const project = lists.find(({ list }) => list.project !== undefined)?.list.project;
  return {
    parts: mergeParts(lists.flatMap(({ list }) => list.parts)),
    direct: [...new Set(lists.flatMap(({ list }) => list.direct))],
    notes: lists.flatMap(({ list }) => list.notes),
    from: lists.map(({ file }) => file),
    ...(project === undefined ? {} : { project }),
  };
}

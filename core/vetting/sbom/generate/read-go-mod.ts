import { PackageURL } from 'packageurl-js';
import { LockfileError, type Part, type PartList } from './part-list.ts';

interface Requirement {
  readonly path: string;
  readonly version: string;
  readonly indirect: boolean;
}

/** A module and the version that takes its place; a folder in its place has no version. */
interface Replacement {
  readonly path: string;
  readonly version?: string;
}

/**
 * Reads `go.mod`, which since Go 1.17 lists every module that is built in, and says which of them are indirect; not who
 * needs them. `go.sum` holds hashes of trees of files, which no format has a name for.
 */
export function readGoMod(text: string): PartList {
  const requirements: Requirement[] = [];
  const replacements = new Map<string, Replacement>();
  let project: string | undefined;
  for (const { verb, words, comment } of readLines(text)) {
    const [first, second] = words;
    if (first === undefined) continue;
    if (verb === 'module') project = first;
    if (verb === 'require') requirements.push(readRequirement(first, second, comment));
    if (verb === 'replace') replacements.set(first, readReplacement(words));
  }
  if (project === undefined) throw new LockfileError('go.mod does not begin with the name of a module.');
  const notes: string[] = [];
  const parts = requirements.flatMap((requirement): { part: Part; indirect: boolean }[] => {
    const { path, version = '' } = replacements.get(requirement.path) ?? requirement;
    if (version === '') {
      notes.push(
        `go.mod replaces ${requirement.path} by the folder ${path}, which has no version, so it is left out.`,
      );
      return [];
    }
    return [{ part: goPart(path, version), indirect: requirement.indirect }];
  });
  return {
    parts: parts.map(({ part }) => part),
    direct: parts.filter(({ indirect }) => !indirect).map(({ part }) => part.purl),
    notes,
    project: { name: project },
  };
}

interface GoLine {
  readonly verb: string;
  readonly words: readonly string[];
  readonly comment: string;
}

/** Lines such as `require a v1` and the same within `require ( … )`. */
function readLines(text: string): readonly GoLine[] {
  let block = '';
  return text.split(/\r?\n/).flatMap((line): GoLine[] => {
    const slashes = line.indexOf('//');
    const comment = slashes === -1 ? '' : line.slice(slashes + 2).trim();
    const words = (slashes === -1 ? line : line.slice(0, slashes))
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => word.replaceAll(/^["`]|["`]$/g, ''));
    const [verb] = words;
    if (verb === undefined) return [];
    if (block !== '' && verb === ')') {
      block = '';
      return [];
    }
    if (block !== '') return [{ verb: block, words, comment }];
    if (words[1] === '(') {
      block = verb;
      return [];
    }
    return [{ verb, words: words.slice(1), comment }];
  });
}

function readRequirement(path: string, version: string | undefined, comment: string): Requirement {
  if (version === undefined) throw new LockfileError(`go.mod requires ${path} without a version.`);
  return { path, version, indirect: /^indirect\b/.test(comment) };
}

/** `old [v1] => new [v2]` */
function readReplacement(words: readonly string[]): Replacement {
  const [path, version] = words.slice(words.indexOf('=>') + 1);
  if (path === undefined) throw new LockfileError(`go.mod replaces ${words[0]} by nothing.`);
  return version === undefined ? { path } : { path, version };
}

function goPart(path: string, version: string): Part {
  const slash = path.lastIndexOf('/');
  const group = slash === -1 ? undefined : path.slice(0, slash);
  const name = path.slice(slash + 1);
  return {
    purl: new PackageURL('golang', group, name, version, undefined, undefined).toString(),
    type: 'library',
    ...(group === undefined ? {} : { group }),
    name,
    version,
    hashes: {},
    optional: false,
    dependsOn: [],
  };
}

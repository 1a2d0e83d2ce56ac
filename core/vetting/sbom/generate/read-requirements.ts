import type { Part, PartList } from './part-list.ts';
import { normalizePythonName, pythonPurl } from './python-package.ts';

/** `name[extra] == 1.2.3`; what follows is a marker or options. */
const PIN = /^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]{0,200}\])?[ \t]*={2,3}[ \t]*([^\s;,*]+)(?=[\s;]|$)/;

/** Reads `requirements.txt`. Only what is pinned to one version can be listed; a note tells of the rest. */
export function readRequirements(text: string): PartList {
  const parts: Part[] = [];
  const notes: string[] = [];
  for (const line of joinLines(text)) {
    const pin = PIN.exec(line);
    const [, name, version] = pin ?? [];
    if (name !== undefined && version !== undefined) parts.push(readPart(name, version, line));
    else if (/^(-r|-c|--requirement|--constraint)\b/.test(line))
      notes.push(`requirements.txt includes ${lastWord(line)}, which was not read.`);
    else if (!line.startsWith('-'))
      notes.push(`requirements.txt does not pin "${line.slice(0, 60)}" to one version, so it is left out.`);
  }
  return { parts, direct: parts.map(({ purl }) => purl), notes };
}

function readPart(name: string, version: string, line: string): Part {
  const digests = [...line.matchAll(/--hash=sha256:([0-9a-f]{64})/g)].flatMap(([, digest]) => digest ?? []);
  const [only, ...others] = digests;
  return {
    purl: pythonPurl(name, version),
    type: 'library',
    name: normalizePythonName(name),
    version,
    // Several hashes are those of several files; which of them is installed is not known here.
    hashes: only !== undefined && others.length === 0 ? { 'SHA-256': only } : {},
    optional: false,
    dependsOn: [],
  };
}

/** A backslash at the end continues a line; a `#` after a blank begins a comment. */
function joinLines(text: string): readonly string[] {
  return text
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
}

function lastWord(line: string): string {
  return line.split(/[\s=]+/).at(-1) ?? '';
}

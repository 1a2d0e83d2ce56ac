import { parsePointer } from '@souk/model/finding/json-pointer.ts';
import type { VettedFile } from '../../vetted-entry.ts';
import type { DocumentLimits } from './document-limits.ts';
import { textField } from './json-value.ts';
import { child, childrenOf, type Located } from './located.ts';
import { type ReadDocument, readDocument } from './read-document.ts';
import { decodePercent, resolveName } from './resolve-name.ts';

/** Why a `$ref` leads nowhere. */
export type RefProblem = 'remote' | 'outside' | 'no-file' | 'unreadable' | 'no-target';

export type Resolution =
  | { readonly ok: true; readonly target: Located }
  | { readonly ok: false; readonly problem: RefProblem };

/** The files of an entry as documents that may refer to each other. Nothing else is ever read. */
export interface DocumentSet {
  /** Undefined where the entry has no such file. */
  read(file: string): ReadDocument | undefined;
  /** Where one `$ref` leads: a single step. */
  resolve(fromFile: string, ref: string): Resolution;
  /** The value itself, past all `$ref`s; undefined where they lead nowhere. */
  follow(value: Located): Located | undefined;
}

/** More steps than this are a circle, or a game. */
const MOST_STEPS = 32;

export function createDocumentSet(
  files: ReadonlyMap<string, VettedFile>,
  limits: DocumentLimits,
): DocumentSet {
  const documents = new Map<string, ReadDocument>();

  function read(name: string): ReadDocument | undefined {
    const known = documents.get(name);
    const file = files.get(name);
    if (known !== undefined || file === undefined) return known;
    const document = readDocument(file, limits);
    documents.set(name, document);
    return document;
  }

  function resolve(fromFile: string, ref: string): Resolution {
    const name = resolveName(fromFile, ref);
    if (name.kind !== 'inside') return { ok: false, problem: name.kind };
    const document = read(name.file);
    if (document === undefined) return { ok: false, problem: 'no-file' };
    if (!document.ok) return { ok: false, problem: 'unreadable' };
    const root = { file: name.file, pointer: '', value: document.value };
    const target = targetOf(root, decodePercent(name.fragment));
    return target === undefined ? { ok: false, problem: 'no-target' } : { ok: true, target };
  }

  function follow(value: Located): Located | undefined {
    let current = value;
    for (let step = 0; step < MOST_STEPS; step++) {
      const ref = textField(current.value, '$ref');
      if (ref === undefined) return current.value === undefined ? undefined : current;
      const next = resolve(current.file, ref);
      if (!next.ok) return undefined;
      current = next.target;
    }
    return undefined;
  }

  return { read, resolve, follow };
}

function targetOf(root: Located, fragment: string): Located | undefined {
  if (fragment === '') return root;
  if (!fragment.startsWith('/')) return findAnchor(root, fragment);
  let current = root;
  for (const token of parsePointer(fragment)) {
    current = child(current, Array.isArray(current.value) ? Number(token) : token);
    if (current.value === undefined) return undefined;
  }
  return current;
}

/** JSON Schema lets a definition carry a name of its own. Anchors are looked for where definitions stand. */
function findAnchor(root: Located, anchor: string): Located | undefined {
  for (const section of ['$defs', 'definitions']) {
    for (const [, definition] of childrenOf(child(root, section))) {
      if (['$anchor', '$dynamicAnchor'].some((key) => textField(definition.value, key) === anchor)) {
        return definition;
      }
    }
  }
  return undefined;
}

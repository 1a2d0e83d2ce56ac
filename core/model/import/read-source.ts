import { CORE_SCHEMA, loadAll, YAMLException } from 'js-yaml';
import { appendPointer } from '../finding/json-pointer.ts';
import { checkValues } from '../manifest/check-values.ts';
import { manifestLimits } from '../manifest/limits.ts';
import type { ImportNote, SourceFile } from './import-result.ts';
import { redactCredentials } from './secret-likeness.ts';
import { SourceNode } from './source-node.ts';

export interface SourceDocument {
  /** Path of the file, with the number of the document where there are several. */
  readonly source: string;
  readonly root: SourceNode;
  readonly notes: readonly ImportNote[];
}

export type SourceReading =
  | { readonly ok: true; readonly documents: readonly SourceDocument[] }
  | { readonly ok: false; readonly message: string };

/**
 * Reads YAML or JSON (which is YAML). JSON goes the same way so that equal keys are refused in both: a
 * JSON parser would keep the last one in silence.
 *
 * Credentials and invisible characters are taken out here, before any importer sees the text, so that none
 * can reach a manifest, an attachment or a note.
 */
export function readSource(file: SourceFile): SourceReading {
  const values = load(file.text);
  if (typeof values === 'string') return { ok: false, message: values };
  const present = values
    .map((value, i) => ({ value, number: i + 1 }))
    .filter(({ value }) => value !== null && value !== undefined);
  if (present.length === 0) return { ok: false, message: 'The file is empty.' };
  if (checkValues(values).some(({ rule }) => rule === 'yaml/aliases'))
    return { ok: false, message: 'The file stands for too many values.' };
  const documents = present.map(({ value, number }) => {
    const source = values.length > 1 ? `${file.path}#${number}` : file.path;
    const notes: ImportNote[] = [];
    const clean = cleanValue(value, '', (pointer, message) =>
      notes.push({ source, pointer, level: 'mapped-with-loss', message }),
    );
    return { source, root: new SourceNode(clean), notes };
  });
  return { ok: true, documents };
}

function load(text: string): unknown[] | string {
  try {
    const options = {
      schema: CORE_SCHEMA,
      maxDepth: manifestLimits.depth,
      maxAliases: manifestLimits.aliases,
    };
    return loadAll(text.replace(/^\ufeff/, ''), options);
  } catch (error) {
    const reason = error instanceof YAMLException ? String((error as { reason?: unknown }).reason ?? '') : '';
    const line = (error as { mark?: { line?: unknown } }).mark?.line;
    return `It is neither YAML nor JSON: ${reason || 'the text cannot be read'}${typeof line === 'number' ? ` (line ${line + 1})` : ''}.`;
  }
}

type Remark = (pointer: string, message: string) => void;

function cleanValue(value: unknown, pointer: string, remark: Remark): unknown {
  if (typeof value === 'string') return cleanText(value, pointer, remark);
  if (Array.isArray(value))
    return value.map((item, i) => cleanValue(item, appendPointer(pointer, i), remark));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      cleanValue(child, appendPointer(pointer, key), remark),
    ]),
  );
}

function cleanText(text: string, pointer: string, remark: Remark): string {
  const visible =
    checkValues(text).length === 0
      ? text
      : [...text].filter((char) => checkValues(char).length === 0).join('');
  if (visible !== text) remark(pointer, 'Invisible characters were removed.');
  const safe = redactCredentials(visible);
  if (safe !== visible) remark(pointer, 'Something that looks like a credential was removed.');
  return safe;
}

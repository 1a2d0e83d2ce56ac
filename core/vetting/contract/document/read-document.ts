import { wholeFile } from '@souk/model/finding/draft-finding.ts';
import { CORE_SCHEMA, load, YAMLException } from 'js-yaml';
import type { VettedFile, VettingFinding } from '../../vetted-entry.ts';
import type { DocumentLimits } from './document-limits.ts';
import { measureValue } from './measure-value.ts';

/** A file of a contract: its value, or what is wrong with it. */
export type ReadDocument =
  | { readonly ok: true; readonly file: string; readonly text: string; readonly value: unknown }
  | { readonly ok: false; readonly finding: VettingFinding };

/** Reads a YAML or JSON document within limits. */
export function readDocument({ name, bytes }: VettedFile, limits: DocumentLimits): ReadDocument {
  if (bytes.byteLength > limits.bytes) {
    return overLimit(name, `${bytes.byteLength.toLocaleString('en')} bytes`, limits.bytes);
  }
  const text = decode(bytes);
  if (text === undefined) {
    return refuse(name, 'contract/syntax', 'The file holds bytes that are not UTF-8.', 0);
  }
  let value: unknown;
  try {
    value = load(text, { schema: CORE_SCHEMA, maxDepth: limits.depth, maxAliases: limits.aliases });
  } catch (error) {
    return explain(name, error);
  }
  const { values, depth } = measureValue(value, limits);
  if (values > limits.values)
    return overLimit(name, `more than ${limits.values.toLocaleString('en')} values`);
  if (depth > limits.depth) return overLimit(name, `more than ${limits.depth} levels of nesting`);
  return { ok: true, file: name, text, value };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function explain(file: string, error: unknown): ReadDocument {
  if (!(error instanceof YAMLException)) throw error;
  if (/maxDepth|maxAliases/.test(error.message)) return overLimit(file, error.reason);
  return refuse(
    file,
    'contract/syntax',
    `The document does not parse: ${error.reason}.`,
    error.mark?.position,
  );
}

function overLimit(file: string, what: string, most?: number): ReadDocument {
  const limit = most === undefined ? '' : `; at most ${most.toLocaleString('en')} are read`;
  return {
    ok: false,
    finding: {
      rule: 'contract/limit',
      file,
      message: `The document is too large to judge: ${what}${limit}.`,
      help: 'Split the contract into several files or APIs, and write values out instead of repeating aliases.',
      place: wholeFile,
    },
  };
}

function refuse(file: string, rule: string, message: string, offset = 0): ReadDocument {
  const help = 'Correct the file until any reader of YAML or JSON accepts it.';
  return { ok: false, finding: { rule, file, message, help, place: { offset, endOffset: offset + 1 } } };
}

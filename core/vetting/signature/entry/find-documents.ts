import type { Entry } from '@souk/model/manifest/manifest.ts';
import type { VettedEntry, VettedFile } from '../../vetted-entry.ts';
import { isSignedDocument } from '../document/prove-document.ts';
import { readJson } from '../document/read-json.ts';
import { isSimpleSigning } from '../key/simple-signing.ts';
import type { Outcome } from '../outcome.ts';
import { sbomPath } from './subjects-of.ts';

/** A signed document among the files of an entry: JSON that is signed in itself, or a file with its signature apart. */
export type SignedFile =
  | { readonly kind: 'json'; readonly name: string; readonly json: Outcome<unknown> }
  | {
      readonly kind: 'raw';
      readonly name: string;
      readonly signature: Uint8Array;
      readonly signed: VettedFile;
    };

const FOLDER = 'attestations/';
const SIGNED_NAME = /\.(sigstore(\.json)?|intoto\.jsonl?|dsse(\.json)?)$/;

/**
 * Finds the signed documents: those that the manifest names, those with a telling name, and whatever in the folder
 * `attestations` is signed. A file of JSON lines holds a document a line.
 */
export function findDocuments({ entry, files }: VettedEntry, maxBytes: number): SignedFile[] {
  const named = new Set(attestationPaths(entry));
  const sbom = sbomPath(entry);
  const names = [...files.keys()].toSorted();
  return names.flatMap((name) => {
    const file = files.get(name);
    if (file === undefined) return [];
    if (name.endsWith('.sig')) return findRaw(file, files, sbom);
    const certain = named.has(name) || SIGNED_NAME.test(name);
    const possible = name.startsWith(FOLDER) && /\.jsonl?$/.test(name);
    if (!certain && !possible) return [];
    return readDocuments(file, maxBytes).filter(({ json }) => isMeant(json, certain));
  });
}

/** Attestations that the manifest names, by their path in the folder of the entry. */
function attestationPaths({ provenance }: Entry): string[] {
  return (provenance?.attestations ?? []).map((attestation) =>
    (typeof attestation === 'string' ? attestation : attestation.path).replace(/^\.\//, ''),
  );
}

function readDocuments(
  { name, bytes }: VettedFile,
  maxBytes: number,
): Extract<SignedFile, { kind: 'json' }>[] {
  if (!name.endsWith('.jsonl') || bytes.length > maxBytes) {
    return [{ kind: 'json', name, json: readJson(bytes, maxBytes) }];
  }
  const lines = Buffer.from(bytes)
    .toString('latin1')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line) => ({
    kind: 'json',
    name,
    json: readJson(Buffer.from(line, 'latin1'), maxBytes),
  }));
}

/** What nobody says is signed may be any document: it proves nothing, and is no mistake either. */
function isMeant(json: Outcome<unknown>, certain: boolean): boolean {
  if (!json.ok) return certain;
  // The payload of a simple signature is read with the signature beside it.
  if (isSimpleSigning(json.value)) return false;
  return certain || isSignedDocument(json.value);
}

/** A signature of the SBOM, or in the folder `payload.json.sig`, or `payload.sig` beside `payload.json`. */
function findRaw(
  { name, bytes }: VettedFile,
  files: VettedEntry['files'],
  sbom: string | undefined,
): SignedFile[] {
  const base = name.slice(0, -'.sig'.length);
  if (!name.startsWith(FOLDER) && base !== sbom) return [];
  const signed = files.get(base) ?? files.get(`${base}.json`);
  return signed === undefined ? [] : [{ kind: 'raw', name, signature: bytes, signed }];
}

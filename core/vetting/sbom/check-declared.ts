import { createHash } from 'node:crypto';
import { onValue } from '@souk/model/finding/draft-finding.ts';
import type { VettingFinding } from '../vetted-entry.ts';
import type { DeclaredSbom } from './find-sbom.ts';
import { formatTitles } from './format-problems.ts';
import type { SbomFormat } from './sbom.ts';

/** Whether a document has the digest that the manifest gives it. */
export function checkDigest(
  bytes: Uint8Array,
  { pointer, digest }: DeclaredSbom,
): VettingFinding | undefined {
  if (digest === undefined) return undefined;
  const [algorithm = '', expected = ''] = digest.split(':');
  const found = createHash(algorithm).update(bytes).digest('hex');
  if (found === expected) return undefined;
  return {
    rule: 'sbom/digest',
    message: `The document has the digest ${algorithm}:${found}; expected ${digest}.`,
    help: 'If the document is the right one, write its digest here; if it is not, somebody exchanged it.',
    place: onValue(pointer.replace(/\/(path|url)$/, '/digest')),
  };
}

/** Whether a document has the format that the manifest gives it. */
export function checkFormat(
  found: SbomFormat | undefined,
  { pointer, format }: DeclaredSbom,
): VettingFinding | undefined {
  if (format === undefined || found === undefined || found === format) return undefined;
  return {
    rule: 'sbom/format',
    message: `The document is ${formatTitles[found]}; the manifest declares ${formatTitles[format]}.`,
    help: `Write format: ${found}, or name the other document.`,
    place: onValue(pointer.replace(/\/(path|url)$/, '/format')),
  };
}

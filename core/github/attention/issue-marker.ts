import { createHash } from 'node:crypto';

/** Digest of an issue that was closed because nothing was left to mend. */
export const MENDED = 'mended';

/** The first line of an issue of ours. People do not see it. */
export function renderMarker(subject: string, digest: string): string {
  return `<!-- souk:attention ${encodeURIComponent(subject)} ${digest} -->`;
}

/** What the first line of an issue says it is about; undefined when it is none of ours. */
export function parseMarker(body: string): { readonly subject: string; readonly digest: string } | undefined {
  const [, subject, digest] = /^<!-- souk:attention (\S{1,2000}) (\w{1,64}) -->/.exec(body) ?? [];
  if (subject === undefined || digest === undefined) return undefined;
  try {
    return { subject: decodeURIComponent(subject), digest };
  } catch {
    return undefined;
  }
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

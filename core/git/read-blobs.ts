import { manifestLimits } from '@souk/model/manifest/limits.ts';
import type { Repository } from './repository.ts';
import { runGitBinary } from './run-git.ts';

export type Blob =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: 'too-large'; readonly size: number }
  | { readonly ok: false; readonly reason: 'missing' };

/**
 * Reads blobs from Git's object store. Sizes come first, so that a huge blob is never loaded; nothing is
 * checked out, so no filter or hook of the repository runs.
 *
 * @param limit bytes; a larger blob is not read
 * @param total bytes of all that is read: Git packs a thousand files of zeros into some kilobytes
 */
export async function readBlobs(
  repository: Repository,
  oids: readonly string[],
  limit: number = manifestLimits.bytes,
  total: number = Number.POSITIVE_INFINITY,
): Promise<Map<string, Blob>> {
  const blobs = new Map<string, Blob>();
  if (oids.length === 0) return blobs;
  const wanted: string[] = [];
  let left = total;
  for (const [oid, size] of await readSizes(repository, oids)) {
    if (size === undefined) blobs.set(oid, { ok: false, reason: 'missing' });
    else if (size > Math.min(limit, left)) blobs.set(oid, { ok: false, reason: 'too-large', size });
    else {
      left -= size;
      wanted.push(oid);
    }
  }
  if (wanted.length === 0) return blobs;
  const output = await runGitBinary(repository.dir, ['cat-file', '--batch', '--buffer'], lines(wanted));
  for (const [oid, bytes] of parseBatch(output)) blobs.set(oid, { ok: true, bytes });
  return blobs;
}

async function readSizes(
  repository: Repository,
  oids: readonly string[],
): Promise<Map<string, number | undefined>> {
  const output = await runGitBinary(repository.dir, ['cat-file', '--batch-check', '--buffer'], lines(oids));
  const sizes = new Map<string, number | undefined>();
  for (const line of output.toString('latin1').split('\n')) {
    const [oid = '', type, size] = line.split(' ');
    if (oid !== '') sizes.set(oid, type === 'blob' ? Number(size) : undefined);
  }
  return sizes;
}

/** Reads `<oid> blob <size>\n<bytes>\n`, again and again. */
function* parseBatch(output: Buffer): Generator<[string, Uint8Array]> {
  for (let start = 0; start < output.length; ) {
    const headerEnd = output.indexOf(0x0a, start);
    const [oid = '', type, size = '0'] = output.toString('latin1', start, headerEnd).split(' ');
    if (type !== 'blob') {
      start = headerEnd + 1;
      continue;
    }
    const end = headerEnd + 1 + Number(size);
    yield [oid, output.subarray(headerEnd + 1, end)];
    start = end + 1;
  }
}

function lines(oids: readonly string[]): string {
  return `${oids.join('\n')}\n`;
}

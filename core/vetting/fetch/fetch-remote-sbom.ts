import type { Entry } from '@souk/model/manifest/manifest.ts';
import { findSbom, type SbomSource } from '../sbom/find-sbom.ts';
import type { RemoteSbom } from '../sbom/remote-sbom.ts';
import type { SbomFetcher } from '../sbom/sbom-fetcher.ts';
import { FetchError } from './fetch-error.ts';

/**
 * Fetches the bill of materials of an entry where it lies elsewhere; undefined where it does not. Never rejects.
 *
 * @param files names of the files beside the manifest
 */
export async function fetchRemoteSbom(
  entry: Entry,
  files: ReadonlySet<string>,
  maxBytes: number,
  fetcher: SbomFetcher,
): Promise<RemoteSbom | undefined> {
  const source = findSbom(entry, files);
  if (source === undefined) return undefined;
  try {
    return await fetchFrom(source, maxBytes, fetcher);
  } catch (error) {
    if (error instanceof FetchError) return { state: 'failed', reason: error.code, message: error.message };
    const message = error instanceof Error ? error.message : String(error);
    return { state: 'failed', reason: 'unreachable', message };
  }
}

async function fetchFrom(
  source: SbomSource,
  maxBytes: number,
  fetcher: SbomFetcher,
): Promise<RemoteSbom | undefined> {
  switch (source.at) {
    case 'file':
    case 'unnamed-file':
      return undefined;
    case 'url':
      return { state: 'fetched', bytes: await fetcher.fetchUrl(source.url, maxBytes) };
    case 'referrer': {
      const bytes = await fetcher.fetchReferrer(source.artifact, maxBytes);
      return bytes === undefined ? { state: 'none' } : { state: 'fetched', bytes };
    }
  }
}

import { lookup } from 'node:dns/promises';
import type { SbomFetcher } from '../sbom/sbom-fetcher.ts';
import type { FetchSettings } from './fetch-settings.ts';
import { isOutside } from './is-outside.ts';
import { fetchReferrer } from './registry/fetch-referrer.ts';
import { bytesOf, requestDocument } from './request-document.ts';
import type { Ways } from './ways.ts';

/** What tests need to stay on their own machine. */
export interface FetchSurroundings extends Partial<Pick<Ways, 'mayConnect' | 'resolve' | 'ca'>> {
  /** Of one document, with all that has to be asked on the way to it. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;

/** Fetches documents over HTTPS and from registries: from the public internet only, within limits, and anonymously. */
export function createSbomFetcher(
  { hosts }: FetchSettings,
  {
    mayConnect = isOutside,
    resolve = (host) => lookup(host, { all: true }),
    ca,
    timeoutMs = TIMEOUT_MS,
  }: FetchSurroundings = {},
): SbomFetcher {
  const begin = (): Ways => ({ hosts, mayConnect, resolve, ca, signal: AbortSignal.timeout(timeoutMs) });
  return {
    fetchUrl: async (url, maxBytes) =>
      bytesOf(await requestDocument(url, { maxBytes }, begin()), 'The document'),
    fetchReferrer: (artifact, maxBytes) => fetchReferrer(artifact, maxBytes, begin()),
  };
}

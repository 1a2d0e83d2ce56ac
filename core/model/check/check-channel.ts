import type { CatalogRecord } from '../catalog/catalog.ts';
import { type DraftFinding, onValue } from '../finding/draft-finding.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { channelReason } from '../webhook/channel-reason.ts';
import { findingOn } from './check.ts';

/** A subscription to a channel that nothing is sent by. */
export function checkChannel(record: CatalogRecord, manifest: Manifest): DraftFinding[] {
  const message = manifest.kind === 'Subscription' ? channelReason(manifest) : undefined;
  if (message === undefined) return [];
  const help = 'Use the channel webhook or slack, with its url.';
  return [findingOn(record, 'reference/channel', onValue('/channel'), { message, help })];
}

import type { CatalogRecord } from '../catalog/catalog.ts';
import { type DraftFinding, onValue } from '../finding/draft-finding.ts';
import type { Manifest, Subscription } from '../manifest/manifest.ts';
import { channelReason } from '../webhook/channel-reason.ts';
import { findingOn } from './check.ts';

/**
 * A subscription to a channel that nothing is sent by, or without what it sends to. Whether there is a mail server is
 * known to the controller alone, which says so where the subscription is shown.
 */
export function checkChannel(record: CatalogRecord, manifest: Manifest): DraftFinding[] {
  if (manifest.kind !== 'Subscription') return [];
  const problem = problemOf(manifest);
  return problem === undefined ? [] : [findingOn(record, 'reference/channel', onValue('/channel'), problem)];
}

function problemOf(
  subscription: Subscription,
): { readonly message: string; readonly help: string } | undefined {
  const message = channelReason(subscription, { mail: true });
  if (message !== undefined)
    return { message, help: 'Use the channel webhook or slack with its url, or email with its address.' };
  const target = subscription.channel === 'email' ? 'address' : 'url';
  if (subscription[target] !== undefined) return undefined;
  return {
    message: `Nothing is sent by ${subscription.channel}: the subscription has no ${target} to send to.`,
    help: `Add the field ${target}.`,
  };
}

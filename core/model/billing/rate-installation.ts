import type { InstallationFacts, Presence } from './billing-inputs.ts';
import type { Pricing } from './pricing.ts';
import { ratePlatformFees } from './rate-platform-fee.ts';
import { findStays, rateMinimum, ratePlanFees } from './rate-presence.ts';
import { rateUsage } from './rate-usage.ts';
import type { RatedLine } from './rated-line.ts';
import type { Quantity } from './read-slices.ts';

/** Every line of an installation in a month, in the order in which they are read. */
export function rateInstallation(
  pricing: Pricing,
  facts: InstallationFacts,
  quantities: readonly Quantity[],
  presences: readonly Presence[],
): RatedLine[] {
  const stays = findStays(pricing, facts, presences);
  const lines = [...rateUsage(pricing, facts, quantities), ...ratePlanFees(pricing, facts, stays)];
  const minimum = rateMinimum(pricing, facts, stays, lines);
  const all = minimum === undefined ? lines : [...lines, minimum];
  return [...all, ...ratePlatformFees(pricing, all)];
}

import type { Observation } from '../driver.ts';
import { hideSecrets } from '../local/hide-secrets.ts';
import { shorten } from './cli/explain-failure.ts';
import type { CliMessages } from './cli/parse-messages.ts';

const MOST_ADDRESSES = 5;
const FAILED_CHECK = 'Check block assertion failed';

/**
 * How an installation does, by what a plan of it says: addresses and no values.
 * @param hasChanges whether the plan, by its exit code, would change something
 */
export function summarizePlan(
  { changes, outputsChange, diagnostics }: CliMessages,
  hasChanges: boolean,
  known: Iterable<string>,
): Observation {
  if (hasChanges) return { health: 'unknown', drift: driftOf(changes.map(describeChange), outputsChange) };
  const failed = diagnostics.filter(({ summary }) => summary === FAILED_CHECK);
  if (failed.length === 0) return { health: 'healthy', drift: [] };
  const words = failed.slice(0, MOST_ADDRESSES).map(({ detail, place }) => {
    const where = place === undefined ? '' : ` (${place.file}:${place.line})`;
    return `${shorten(detail)}${where}`;
  });
  return {
    health: 'unhealthy',
    message: hideSecrets(`Its checks fail: ${words.join(' ')}`, known),
    drift: [],
  };
}

function describeChange({ address, action }: CliMessages['changes'][number]): string {
  return `${address} (${action})`;
}

function driftOf(addresses: readonly string[], outputsChange: boolean): string[] {
  const shown = addresses.slice(0, MOST_ADDRESSES);
  const others = addresses.length - shown.length;
  if (others > 0) return [...shown, `and ${others} more`];
  if (shown.length > 0) return shown;
  return [outputsChange ? 'another version or configuration was applied' : 'the plan is not empty'];
}

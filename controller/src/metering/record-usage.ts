import type { UsageEvent } from '@souk/model/metering/usage-event.ts';
import type { SendAnswer } from '@souk/usage-client/send.ts';
import type { SpooledEvent } from '@souk/usage-client/spooled-line.ts';
import type { Metering } from './open-metering.ts';

const RETRY_MS = 1_000;

/**
 * Counts what an installation used which the controller runs itself, as of when it was recorded.
 *
 * @throws the error of the database; then it may be told again
 */
export async function recordUsage(
  { admission, take }: Metering,
  installation: string,
  events: readonly SpooledEvent<UsageEvent>[],
): Promise<SendAnswer> {
  const place = admission.enter(installation, events.length);
  if (place === undefined)
    return {
      kind: 'later',
      reason: 'More events wait to be counted than can be held.',
      retryAfterMs: RETRY_MS,
    };
  try {
    const items = events.map(({ event, recordedAt }) => ({ ok: true, event, cameAt: recordedAt }) as const);
    return { kind: 'answered', results: await take(installation, items) };
  } finally {
    place.leave();
  }
}

import type { UsageEvent } from '@souk/model/metering/usage-event.ts';
import type { Metering } from './open-metering.ts';

/**
 * Counts something that an installation used which the controller runs itself.
 *
 * @returns why it can't be counted; undefined when it is
 * @throws when there is no room for it at the moment
 */
export async function recordUsage(
  { admission, take }: Metering,
  installation: string,
  event: UsageEvent,
): Promise<string | undefined> {
  const place = admission.enter(installation, 1);
  if (place === undefined) throw new Error('More events wait to be counted than can be held.');
  try {
    const [result] = await take(installation, [{ ok: true, event }]);
    return result?.status === 'rejected' ? result.detail : undefined;
  } finally {
    place.leave();
  }
}

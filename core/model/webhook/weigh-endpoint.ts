import type { AttemptOutcome } from './attempt-outcome.ts';

/** How an endpoint stands after an attempt. */
export interface EndpointHealth {
  /** First failure since the last success; undefined while all is well. */
  readonly failingSince: Date | undefined;
  /** Why nothing more is sent there; undefined while deliveries go on. */
  readonly disabledBecause: string | undefined;
}

const FAILING_DAYS = 5;
const day = 24 * 60 * 60 * 1_000;

/** Whether an endpoint is still worth trying, after an attempt. */
export function weighEndpoint(
  outcome: AttemptOutcome,
  failingSince: Date | undefined,
  now: Date,
): EndpointHealth {
  if (outcome.kind === 'delivered') return { failingSince: undefined, disabledBecause: undefined };
  const since = failingSince ?? now;
  if (outcome.kind === 'gone')
    return { failingSince: since, disabledBecause: 'The endpoint answered 410: it wants no more events.' };
  const tooLong = now.getTime() - since.getTime() >= FAILING_DAYS * day;
  return {
    failingSince: since,
    disabledBecause: tooLong
      ? `Every attempt has failed since ${since.toISOString()}, for ${FAILING_DAYS} days or longer.`
      : undefined,
  };
}

import type { Subscription } from '@souk/model/manifest/manifest.ts';
import type { EventOrigin } from '@souk/model/webhook/webhook-event.ts';
import type { Clock } from '../clock.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { ReadSecret } from '../secrets/read-secret.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { LeasedDelivery } from './lease-deliveries.ts';
import { mailEvent } from './mail-event.ts';
import type { Exchange, Poster } from './post-message.ts';
import { prepareMessage } from './prepare-message.ts';
import type { FinishedAttempt } from './settle-attempts.ts';

export interface AttemptPorts {
  readonly poster: Poster;
  /** Undefined where there is no mail server. */
  readonly mailer: Mailer | undefined;
  readonly readSecret: ReadSecret;
  readonly clock: Clock;
  readonly random: () => number;
  readonly telemetry: Pick<Telemetry, 'tracing' | 'deliveryEnded' | 'failed'>;
}

/** One attempt at one delivery. */
export async function makeAttempt(
  delivery: LeasedDelivery,
  subscription: Subscription,
  origin: EventOrigin,
  ports: AttemptPorts,
  signal: AbortSignal,
): Promise<FinishedAttempt> {
  const { clock, random, telemetry } = ports;
  const attributes = { 'souk.subscription': subscription.id, 'souk.event.type': delivery.event.type };
  return telemetry.tracing.span('webhook.deliver', attributes, async ({ annotate }) => {
    const at = clock.now();
    const exchange = await tell(delivery, subscription, { ...ports, origin, at, signal });
    annotate({ 'souk.outcome': exchange.outcome.kind });
    const durationMs = Math.max(0, clock.now().getTime() - at.getTime());
    return { ...exchange, delivery, at, durationMs, random: random() };
  });
}

async function tell(
  { deliveryId, event }: LeasedDelivery,
  subscription: Subscription,
  { origin, at, signal, poster, mailer, readSecret, telemetry }: Telling,
): Promise<Exchange> {
  if (subscription.channel === 'email')
    return mailEvent(event, subscription, { deliveryId, origin, mailer, signal });
  const prepared = await prepareMessage(subscription, event, { deliveryId, now: at, origin, readSecret });
  if (!prepared.ok) return { outcome: { kind: 'not-sent', error: prepared.reason } };
  const { headers, ...message } = prepared.message;
  const traceparent = telemetry.tracing.traceparent();
  const traced = traceparent === undefined ? headers : { ...headers, traceparent };
  return poster.post({ ...message, headers: traced }, signal);
}

interface Telling extends AttemptPorts {
  readonly origin: EventOrigin;
  readonly at: Date;
  readonly signal: AbortSignal;
}

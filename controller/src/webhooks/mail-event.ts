import type { Subscription } from '@souk/model/manifest/manifest.ts';
import { assembleEventMail } from '@souk/model/webhook/assemble-event-mail.ts';
import type { AttemptOutcome } from '@souk/model/webhook/attempt-outcome.ts';
import type { EventOrigin, WebhookEvent } from '@souk/model/webhook/webhook-event.ts';
import type { MailFailure } from '../mail/mail-result.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { Exchange } from './post-message.ts';

export interface MailOccasion {
  /** The same for every attempt, so that mail programs know a mail that came before. */
  readonly deliveryId: string;
  readonly origin: EventOrigin;
  readonly mailer: Mailer | undefined;
  readonly signal: AbortSignal;
}

/** Tells a subscription of an event by mail. */
export async function mailEvent(
  event: WebhookEvent,
  subscription: Pick<Subscription, 'id' | 'team' | 'address'>,
  { deliveryId, origin, mailer, signal }: MailOccasion,
): Promise<Exchange> {
  const { address } = subscription;
  if (mailer === undefined) return notSent('The controller has no mail server to send by.');
  if (address === undefined) return notSent('The subscription has no address to deliver to.');
  const content = assembleEventMail(event, origin, subscription);
  const result = await mailer.send({ key: deliveryId, to: [address], content }, signal);
  if (result.kind === 'sent')
    return { outcome: { kind: 'delivered', status: result.status }, response: result.response };
  return {
    outcome: outcomeOf(result),
    ...('status' in result ? { response: result.error } : {}),
  };
}

function outcomeOf(failure: MailFailure): AttemptOutcome {
  switch (failure.kind) {
    case 'refused':
      return { kind: 'bounced', status: failure.status };
    case 'deferred':
      return { kind: 'rejected', status: failure.status };
    case 'timeout':
      return { kind: 'timeout' };
    case 'no-address':
      return { kind: 'not-sent', error: failure.error };
    // What is wrong with the server or the settings may be mended before the next attempt.
    case 'no-login':
    case 'no-tls':
    case 'unreachable':
      return { kind: 'unreachable', error: failure.error };
  }
}

function notSent(error: string): Exchange {
  return { outcome: { kind: 'not-sent', error } };
}

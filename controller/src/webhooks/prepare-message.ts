import type { Subscription } from '@souk/model/manifest/manifest.ts';
import { assembleChatMessage } from '@souk/model/webhook/assemble-chat-message.ts';
import { assembleCloudEvent } from '@souk/model/webhook/assemble-cloud-event.ts';
import type { EventOrigin, WebhookEvent } from '@souk/model/webhook/webhook-event.ts';
import type { ReadSecret } from '../secrets/read-secret.ts';
import type { Message } from './post-message.ts';
import { parseSigningKeys, type SigningKey } from './signing-keys.ts';

export type MessageResult =
  | { readonly ok: true; readonly message: Message }
  | { readonly ok: false; readonly reason: string };

export interface Occasion {
  /** The `webhook-id`: the same for every attempt. */
  readonly deliveryId: string;
  /** Time of this attempt. */
  readonly now: Date;
  readonly origin: EventOrigin;
  readonly readSecret: ReadSecret;
}

/** The request that tells a subscription of an event, signed by every key of its secret. */
export async function prepareMessage(
  subscription: Pick<Subscription, 'id' | 'channel' | 'url' | 'secret'>,
  event: WebhookEvent,
  { deliveryId, now, origin, readSecret }: Occasion,
): Promise<MessageResult> {
  const { channel, url, secret } = subscription;
  if (url === undefined) return { ok: false, reason: 'The subscription has no url to deliver to.' };
  const keys = await readKeys(secret, readSecret);
  if (!keys.ok) return keys;
  const body = JSON.stringify(
    channel === 'slack' ? assembleChatMessage(event, origin) : assembleCloudEvent(event, origin),
  );
  const signatures = keys.keys.map((key) => key.sign(deliveryId, now, body));
  return {
    ok: true,
    message: {
      url,
      body,
      headers: {
        'content-type':
          channel === 'slack' ? 'application/json' : 'application/cloudevents+json; charset=utf-8',
        'user-agent': 'souk-webhooks/1',
        'webhook-id': deliveryId,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
        ...(signatures.length === 0 ? {} : { 'webhook-signature': signatures.join(' ') }),
      },
    },
  };
}

type Keys =
  | { readonly ok: true; readonly keys: readonly SigningKey[] }
  | { readonly ok: false; readonly reason: string };

async function readKeys(reference: string | undefined, readSecret: ReadSecret): Promise<Keys> {
  if (reference === undefined) return { ok: true, keys: [] };
  const secret = await readSecret(reference);
  return secret.ok ? parseSigningKeys(secret.value) : secret;
}

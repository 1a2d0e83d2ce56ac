import type { ReadSecret } from '../../../secrets/read-secret.ts';
import type { PaymentOutcome, PaymentProvider } from '../payment-provider.ts';
import type { StripeSettings } from '../payment-settings.ts';
import { meterEventForm } from './meter-event-form.ts';
import { readAnswer, type StripeAnswer } from './read-answer.ts';
import { STRIPE_VERSION } from './stripe-version.ts';

export interface StripeOptions {
  readonly settings: Pick<StripeSettings, 'key' | 'url'>;
  readonly readSecret: ReadSecret;
  /** Milliseconds that an attempt may take. */
  readonly timeoutMs?: number;
}

const READ_BYTES = 64 * 1_024;
/** The connection was never there, so nobody can have taken anything. */
const UNREACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Tells Stripe what customers owe, as events of a meter that it sums and invoices. */
export function openStripe({ settings, readSecret, timeoutMs = 20_000 }: StripeOptions): PaymentProvider {
  const address = new URL('/v1/billing/meter_events', settings.url ?? 'https://api.stripe.com');
  return {
    async send(event, signal) {
      // Read anew each time: a key that is replaced works from then on.
      const key = await readSecret(settings.key);
      if (!key.ok) return failed(key.reason, false);
      const deadline = AbortSignal.timeout(timeoutMs);
      try {
        const answer = await fetch(address, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${key.value}`,
            'content-type': 'application/x-www-form-urlencoded',
            'idempotency-key': event.requestKey,
            'stripe-version': STRIPE_VERSION,
          },
          body: meterEventForm(event).toString(),
          redirect: 'manual',
          signal: AbortSignal.any([signal, deadline]),
        });
        return readAnswer(await readStart(answer), event.identifier);
      } catch (error) {
        if (deadline.aborted) return failed(`Stripe did not answer within ${timeoutMs / 1_000} s.`, true);
        const code = codeOf(error);
        return failed(`Stripe could not be reached (${code}).`, !UNREACHED.has(code));
      }
    },
  };
}

function failed(reason: string, mayBeTaken: boolean): PaymentOutcome {
  return { kind: 'later', reason, mayBeTaken, isRemembered: false, waitMs: undefined };
}

async function readStart(response: Response): Promise<StripeAnswer> {
  const decoder = new TextDecoder();
  let body = '';
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    body += decoder.decode(chunk, { stream: true });
    if (size >= READ_BYTES) break;
  }
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body };
}

/** Never the message: it may repeat a header. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const one = cause instanceof AggregateError ? cause.errors[0] : cause;
  const code = one instanceof Error && 'code' in one ? String(one.code) : 'the connection broke';
  return /^[\w ]{1,60}$/.test(code) ? code : 'the connection broke';
}

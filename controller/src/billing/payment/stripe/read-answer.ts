import type { PaymentOutcome } from '../payment-provider.ts';

/** An answer of Stripe. */
export interface StripeAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  /** The beginning of it. */
  readonly body: string;
}

interface StripeError {
  readonly type?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
}

const LONGEST_TEXT = 500;
const SECONDS = /^\d{1,6}$/;

/** Says what an answer to a meter event means. */
export function readAnswer(answer: StripeAnswer, identifier: string): PaymentOutcome {
  const { status } = answer;
  const body = readJson(answer.body);
  if (status === 200) {
    if (body?.['object'] === 'billing.meter_event' && body['identifier'] === identifier)
      return { kind: 'taken' };
    return later('What answered is not Stripe, or is another version of it.', { mayBeTaken: true });
  }
  const error = errorOf(body);
  const reason = `${status}: ${explain(error)}`;
  const waitMs = waitOf(answer.retryAfter);
  if (status >= 500) return later(reason, { mayBeTaken: true, isRemembered: true, waitMs });
  // The same request is being answered at this moment.
  if (status === 409) return later(reason, { mayBeTaken: true, waitMs });
  if (status === 429) return later(reason, { waitMs });
  // The key is none, or may not do this: that is no fault of the payment.
  if (status === 401 || status === 403) return later(reason, {});
  if (isKnown(error)) return { kind: 'taken' };
  if (status >= 400) return { kind: 'refused', reason };
  return later(`${status}: Stripe does not answer like this.`, {});
}

function later(
  reason: string,
  known: Partial<Omit<Extract<PaymentOutcome, { kind: 'later' }>, 'kind' | 'reason'>>,
): PaymentOutcome {
  return { kind: 'later', reason, mayBeTaken: false, isRemembered: false, waitMs: undefined, ...known };
}

/** It has come before: Stripe says so with an error, of which its version 1 documents no code. */
function isKnown({ code, message }: StripeError): boolean {
  return (
    code === 'duplicate_meter_event' ||
    (typeof message === 'string' && /^An event already exists with identifier\b/i.test(message))
  );
}

/** An error names what was sent, and never the key as a whole; what looks like one is taken out all the same. */
function explain({ code, message }: StripeError): string {
  const text = typeof message === 'string' && message !== '' ? message : 'no reason was given';
  const shown = text.replace(/\b[sr]k_(live|test)_[\w*]+/g, '[key]').replaceAll('\0', '');
  return `${shown}${typeof code === 'string' ? ` (${code})` : ''}`.slice(0, LONGEST_TEXT);
}

function errorOf(body: Readonly<Record<string, unknown>> | undefined): StripeError {
  const error = body?.['error'];
  return typeof error === 'object' && error !== null ? error : {};
}

function readJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function waitOf(retryAfter: string | null): number | undefined {
  return retryAfter !== null && SECONDS.test(retryAfter) ? Number(retryAfter) * 1_000 : undefined;
}

import { createHmac, randomUUID } from 'node:crypto';

export interface Delivery {
  readonly id: string;
  readonly leadId: string;
  readonly attempts: number;
  /** Status of the last answer; undefined when there was none. */
  readonly status: number | undefined;
  readonly state: 'trying' | 'waiting' | 'delivered' | 'given up';
}

export interface WebhookOptions {
  readonly secret: string;
  /** Pauses before each repetition; the CRM gives up after the last one. */
  readonly pausesMs: readonly number[];
  readonly now: () => number;
}

const MINUTE = 60_000;
/** Repeats for 6 hours. */
export const CRM_PAUSES_MS: readonly number[] = [
  5_000,
  30_000,
  2 * MINUTE,
  10 * MINUTE,
  60 * MINUTE,
  287 * MINUTE,
];

/** Calls the webhook for each new lead, signed, and repeats what was not taken. */
export class WebhookDelivery {
  readonly #options: WebhookOptions;
  readonly #deliveries = new Map<string, Delivery>();
  readonly #timers = new Set<NodeJS.Timeout>();
  /** Where it calls; nothing is called while undefined. */
  target: string | undefined;

  constructor(options: WebhookOptions) {
    this.#options = options;
  }

  /** The latest first. */
  get deliveries(): readonly Delivery[] {
    return [...this.#deliveries.values()].reverse();
  }

  /** Resolves when the first attempt is over; the others follow by themselves. */
  async deliver(event: { readonly leadId: string } & Readonly<Record<string, unknown>>): Promise<void> {
    const id = randomUUID();
    const body = JSON.stringify({ id, ...event });
    await this.#attempt({ id, leadId: event.leadId, attempts: 0, status: undefined, state: 'trying' }, body);
  }

  /** Ends all that would be repeated. */
  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  async #attempt(before: Delivery, body: string): Promise<void> {
    if (this.target === undefined) return;
    const { secret, pausesMs, now } = this.#options;
    const attempts = before.attempts + 1;
    this.#deliveries.set(before.id, { ...before, attempts, state: 'trying' });
    const status = await call(this.target, body, signWebhook(body, secret, now()));
    const taken = status !== undefined && status >= 200 && status < 300;
    const pause = pausesMs[attempts - 1];
    const state = taken ? 'delivered' : pause === undefined ? 'given up' : 'waiting';
    const after: Delivery = { ...before, attempts, status, state };
    this.#deliveries.set(before.id, after);
    if (state !== 'waiting') return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#attempt(after, body);
    }, pause);
    timer.unref();
    this.#timers.add(timer);
  }
}

/** Headers that prove who calls, and when. */
export function signWebhook(body: string, secret: string, now: number): Record<string, string> {
  const time = Math.floor(now / 1000);
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return { 'content-type': 'application/json', 'x-crm-signature': `t=${time},v1=${signature}` };
}

async function call(url: string, body: string, headers: Record<string, string>): Promise<number | undefined> {
  try {
    const signal = AbortSignal.timeout(15_000);
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return undefined;
  }
}

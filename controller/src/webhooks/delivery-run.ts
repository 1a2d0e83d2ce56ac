import type { Subscription } from '@souk/model/manifest/manifest.ts';
import type { SendingMeans } from '@souk/model/webhook/channel-reason.ts';
import type { EventOrigin } from '@souk/model/webhook/webhook-event.ts';
import type { Term } from '../leadership/term.ts';
import { logEvent } from '../telemetry/log-events.ts';
import { deliveryOutcome } from './delivery-outcome.ts';
import type { DeliveryPorts } from './delivery-service.ts';
import { fanOut } from './fan-out.ts';
import { followSubscriptions } from './follow-subscriptions.ts';
import { type LeasedDelivery, leaseDeliveries } from './lease-deliveries.ts';
import { makeAttempt } from './make-attempt.ts';
import { hasDue, readNextDue } from './read-due.ts';
import { readSubscriptions } from './read-subscriptions.ts';
import type { DisabledEndpoint } from './record-health.ts';
import { roomFor } from './room-for.ts';
import { type FinishedAttempt, settleAttempts } from './settle-attempts.ts';
import { readSubscriptionStates, type SubscriptionState } from './subscription-states.ts';

/** Attempts at once, over all subscriptions. */
const AT_ONCE = 128;
/** Longer than any attempt takes: after it, whoever leads then makes it anew. */
const LEASE_MS = 60_000;

/**
 * The deliveries of one term. All that has to be done is found in the store; memory holds only the attempts under way
 * and those not yet written down, which are made again after a crash.
 */
export class DeliveryRun {
  readonly #ports: DeliveryPorts;
  readonly #term: Term;
  readonly #onFinished: () => void;
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #busy = new Map<string, LeasedDelivery>();
  #finished: readonly FinishedAttempt[] = [];
  #subscriptions: ReadonlyMap<string, Subscription> = new Map();
  /** End of the log when it was last followed to its end. */
  #followedTo: number | undefined;

  /** @param onFinished called when an attempt is over and the next pass can write it down */
  constructor(ports: DeliveryPorts, term: Term, onFinished: () => void) {
    this.#ports = ports;
    this.#term = term;
    this.#onFinished = onFinished;
  }

  /**
   * Makes deliveries of what has happened, writes down the attempts that are over, and begins those that are due.
   *
   * @returns when the next is due; undefined when nothing waits for a time
   */
  async pass(): Promise<Date | undefined> {
    const { store, clock } = this.#ports;
    const origin = await this.#follow();
    const room = this.#roomFor(await readSubscriptionStates(store.db), []);
    if (this.#finished.length > 0 || (await hasDue(store.db, [...room.keys()], clock.now())))
      for (const delivery of await this.#settleAndLease()) this.#begin(delivery, origin);
    return readNextDue(store.db, clock.now());
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    await Promise.all(this.#underWay.values());
  }

  async #follow(): Promise<EventOrigin> {
    const { store, clock, publicUrl } = this.#ports;
    const means = this.#means();
    const { epoch, seq } = await store.db
      .selectFrom(['log_head', 'sync_cursor'])
      .select(['sync_cursor.epoch', 'log_head.seq'])
      .where('log_head.log', '=', 'event')
      .executeTakeFirstOrThrow();
    const origin = { epoch, publicUrl };
    const head = Number(seq);
    const states = await readSubscriptionStates(store.db);
    const isBehind = states.some(
      ({ subscriptionId, disabledAt, seq: looked }) =>
        disabledAt === undefined && looked < head && this.#subscriptions.has(subscriptionId),
    );
    if (head === this.#followedTo && !isBehind) return origin;
    const subscriptions = await readSubscriptions(store.db);
    this.#subscriptions = new Map(subscriptions.map((subscription) => [subscription.id, subscription]));
    await this.#term.write((db) => followSubscriptions(db, subscriptions, { means, now: clock.now() }));
    let more = true;
    while (more && !this.#term.ended.aborted)
      more = await this.#term.write((db) => fanOut(db, subscriptions, { epoch, means, now: clock.now() }));
    this.#followedTo = head;
    return origin;
  }

  /** One transaction: under load, many attempts are written down at the cost of one. */
  async #settleAndLease(): Promise<LeasedDelivery[]> {
    const finished = this.#finished;
    const { disabled, leased } = await this.#term.write(async (db) => {
      const now = this.#ports.clock.now();
      const stopped = await settleAttempts(db, finished, now);
      const begun = await leaseDeliveries(db, {
        room: this.#roomFor(await readSubscriptionStates(db), finished),
        limit: AT_ONCE - this.#busy.size + finished.length,
        now,
        until: new Date(now.getTime() + LEASE_MS),
      });
      return { disabled: stopped, leased: begun };
    });
    // Only now is it certain that they are written down.
    this.#finished = this.#finished.slice(finished.length);
    for (const { delivery } of finished) this.#busy.delete(delivery.deliveryId);
    this.#report(finished, disabled);
    return leased;
  }

  #report(finished: readonly FinishedAttempt[], disabled: readonly DisabledEndpoint[]): void {
    const { telemetry, logger } = this.#ports;
    for (const attempt of finished) {
      const outcome = deliveryOutcome(attempt);
      telemetry.deliveryEnded({ outcome, seconds: attempt.durationMs / 1_000 });
      if (outcome === 'delivered') continue;
      telemetry.failed('webhook');
      const { deliveryId, subscriptionId } = attempt.delivery;
      const came = { ...attempt.outcome, response: attempt.response };
      logger.warn({ deliveryId, subscription: subscriptionId, ...came }, 'a delivery was not taken');
    }
    for (const { subscriptionId, reason } of disabled)
      logEvent(logger, 'webhook.disabled', { subscription: subscriptionId, reason }, 'a webhook is disabled');
  }

  #roomFor(
    states: readonly SubscriptionState[],
    finished: readonly FinishedAttempt[],
  ): ReadonlyMap<string, number> {
    const over = new Set(finished.map(({ delivery }) => delivery.deliveryId));
    const underWay = [...this.#busy.values()].filter(({ deliveryId }) => !over.has(deliveryId));
    return roomFor(states, this.#subscriptions, underWay, this.#means());
  }

  #means(): SendingMeans {
    return { mail: this.#ports.mailer !== undefined };
  }

  #begin(delivery: LeasedDelivery, origin: EventOrigin): void {
    const { deliveryId, subscriptionId } = delivery;
    const subscription = this.#subscriptions.get(subscriptionId);
    if (subscription === undefined || this.#busy.has(deliveryId)) return;
    this.#busy.set(deliveryId, delivery);
    const attempt = makeAttempt(delivery, subscription, origin, this.#ports, this.#term.ended)
      .then((finished) => {
        this.#finished = [...this.#finished, finished];
        this.#onFinished();
      })
      .catch((error: unknown) => {
        // Its lease runs out, and it is tried again.
        this.#busy.delete(deliveryId);
        this.#ports.logger.error({ err: error, deliveryId }, 'a delivery could not be attempted');
      })
      .finally(() => this.#underWay.delete(deliveryId));
    this.#underWay.set(deliveryId, attempt);
  }
}

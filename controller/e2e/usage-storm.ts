/** What a sender says, in the form of this API. */
export interface SentEvent {
  readonly id: string;
  readonly metric: string;
  readonly value: string;
  readonly unit?: string;
  readonly time: string;
  readonly sequence?: string;
  readonly subject?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Why an event counts for nothing, whoever sends it. */
export type RefusalCode = 'too-late' | 'too-early' | 'unknown-metric' | 'invalid';

export interface StormOptions {
  readonly seed: number;
  /** How many events there are, each of which is sent three times. */
  readonly events: number;
  readonly installations: readonly string[];
  /** Metrics by name, each with the units that it is sent in; `undefined` is that of the metric. */
  readonly metrics: Readonly<Record<string, readonly (string | undefined)[]>>;
  /** Milliseconds since 1970; times lie in the 40 days before. */
  readonly now: number;
}

export const COPIES = 3;

const DAY = 24 * 3_600_000;
/** Less than the 35 days that events may be late: the storm itself takes its time. */
const SPAN = 34.5 * DAY;
/** By copy, which of the payloads of an event it carries. Most senders repeat what they said. */
const plans = [
  ...Array.from({ length: 17 }, () => [0, 0, 0] as const),
  [0, 0, 1] as const,
  [0, 1, 1] as const,
  [0, 1, 2] as const,
];
const regions = [undefined, 'emea', 'apac', 'americas'];
const tiers = [undefined, 'gold', 'silver'];

/**
 * Events that are made from a seed whenever they are asked for, so that millions of them take no memory. Those of all
 * installations share their ids, and no two at the same time are about a subject.
 */
export class UsageStorm {
  readonly #options: StormOptions;
  readonly #metrics: readonly string[];

  constructor(options: StormOptions) {
    this.#options = options;
    this.#metrics = Object.keys(options.metrics);
  }

  get events(): number {
    return this.#options.events;
  }

  installationOf(event: number): string {
    const { installations } = this.#options;
    return installations[event % installations.length] ?? '';
  }

  idOf(event: number): string {
    return `e${Math.floor(event / this.#options.installations.length).toString(36)}`;
  }

  /** The event that an installation names so; undefined when there is none. */
  eventOf(installation: string, id: string): number | undefined {
    const { installations, events } = this.#options;
    const place = installations.indexOf(installation);
    const event = Number.parseInt(id.slice(1), 36) * installations.length + place;
    return place !== -1 && event < events && this.idOf(event) === id ? event : undefined;
  }

  /** Which payload a copy carries: 0, 1 or 2. */
  variantOf(event: number, copy: number): number {
    if (this.refusalOf(event) !== undefined) return 0;
    return pick(plans, randomOf(this.#options.seed, event, 1))[copy] ?? 0;
  }

  /** Undefined for one that counts. */
  refusalOf(event: number): RefusalCode | undefined {
    const share = randomOf(this.#options.seed, event, 2)();
    if (share < 0.01) return 'too-late';
    if (share < 0.015) return 'too-early';
    if (share < 0.02) return 'unknown-metric';
    return share < 0.025 ? 'invalid' : undefined;
  }

  /** What a copy says. The second one of a payload may write its number in another way. */
  copyOf(event: number, copy: number): SentEvent {
    const sent = this.payloadOf(event, this.variantOf(event, copy));
    const isLong = sent.value.length > 24 || (sent.value.split('.')[1] ?? '').length > 11;
    if (copy !== 1 || isLong || this.refusalOf(event) === 'invalid') return sent;
    return { ...sent, value: `${sent.value}${sent.value.includes('.') ? '0' : '.0'}` };
  }

  payloadOf(event: number, variant: number): SentEvent {
    const { seed, installations, metrics } = this.#options;
    const random = randomOf(seed, event, 3);
    const refusal = this.refusalOf(event);
    const name = pick(this.#metrics, random);
    const unit = pick(metrics[name] ?? [undefined], random);
    const { at, isAlone } = this.#timeOf(event, random);
    const isNumbered = random() < 0.5;
    const subject =
      isAlone && (name === 'people' || random() < 0.3) ? `user-${Math.floor(random() * 500)}` : undefined;
    const tags = tagsOf(pick(regions, random), variant === 2 ? 'bronze' : pick(tiers, random));
    const value = amountOf(random);
    return {
      id: this.idOf(event),
      metric: refusal === 'unknown-metric' ? 'undeclared' : name,
      value: refusal === 'invalid' ? '1e5' : variant === 1 ? `${value.split('.')[0]}.00${event}1` : value,
      ...(unit === undefined ? {} : { unit }),
      time: new Date(at).toISOString(),
      ...(isNumbered
        ? { sequence: String(2n ** 53n + BigInt(Math.floor(event / installations.length))) }
        : {}),
      ...(subject === undefined ? {} : { subject }),
      ...(tags === undefined ? {} : { tags }),
    };
  }

  /** Each has a time of its own, but for some at the very border of a month. */
  #timeOf(event: number, random: Random): { at: number; isAlone: boolean } {
    const { events, now } = this.#options;
    const border = new Date(now).setUTCDate(1);
    const share = random();
    switch (this.refusalOf(event)) {
      case 'too-late':
        return { at: Math.floor(now - 35.5 * DAY - share * 4.5 * DAY), isAlone: true };
      case 'too-early':
        return { at: Math.floor(now + DAY + share * DAY), isAlone: true };
      default: {
        const midnight = border - (border % DAY) - (share < 0.005 ? 1 : 0);
        // On the first of a month there may be no other border within reach.
        if (share < 0.01 && midnight > now - SPAN) return { at: midnight, isAlone: false };
        return { at: Math.floor(now - SPAN + ((event + share) * (SPAN - 60_000)) / events), isAlone: true };
      }
    }
  }
}

type Random = () => number;

/** Numbers from 0 up to 1 that depend on nothing but these. */
export function randomOf(seed: number, event: number, purpose: number): Random {
  let state =
    (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(event + 1, 0xc2b2ae35)) + purpose * 0x27d4eb2f;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)] as T;
}

function tagsOf(region: string | undefined, tier: string | undefined): SentEvent['tags'] | undefined {
  const tags = { ...(region === undefined ? {} : { region }), ...(tier === undefined ? {} : { tier }) };
  return Object.keys(tags).length === 0 ? undefined : tags;
}

/** From nothing to 18 digits before the point and 12 after it. */
function amountOf(random: Random): string {
  const kind = random();
  if (kind < 0.02) return '0';
  if (kind < 0.4) return String(1 + Math.floor(random() * 1_000));
  const whole = kind < 0.7 ? '0' : digitsOf(random, 1 + Math.floor(random() * 18)).replace(/^0+(?=\d)/, '');
  // Never 0 behind the point, where the other payload of an event has it.
  return `${whole}.${1 + Math.floor(random() * 9)}${digitsOf(random, Math.floor(random() * 12))}`;
}

function digitsOf(random: Random, length: number): string {
  return Array.from({ length }, () => Math.floor(random() * 10)).join('');
}

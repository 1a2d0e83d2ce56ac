import { setTimeout as delay } from 'node:timers/promises';
import { COPIES, pick, randomOf, type SentEvent, type UsageStorm } from './usage-storm.ts';

/** What was answered about a copy; 0 while nothing was. */
export const statuses = ['', 'accepted', 'duplicate', 'conflict', 'rejected'] as const;

export interface SenderOptions {
  readonly storm: UsageStorm;
  readonly seed: number;
  readonly installations: readonly string[];
  /** Addresses of the replicas. */
  readonly urls: readonly string[];
  readonly tokenOf: (url: string, installation: string) => Promise<string>;
}

interface Batch {
  readonly installation: string;
  /** Each stands for an event and a copy of it. */
  readonly slots: Uint32Array;
}

interface Result {
  readonly index: number;
  readonly id?: string;
  readonly status: (typeof statuses)[number];
  readonly code?: string;
}

const MOST = 1_000;
const TIMEOUT_MS = 60_000;
/** Of a hundred requests, so many are hung up on, after so long at most. */
const HUNG_UP = 3;
const PATIENCE_MS = 200;
/** Whoever is refused a connection asks again soon, but not as fast as it can. */
const PAUSE_MS = 20;
const SOURCE = { specversion: '1.0', source: 'https://storm.example', type: 'souk.usage.v1' };

/** Clients that send every copy of every event until each is answered, to whichever replica lets them. */
export class UsageSender {
  readonly #options: SenderOptions;
  readonly #random: () => number;
  readonly #queues: Map<string, Uint32Array>;
  readonly #tokens = new Map<string, string>();
  #isOver = false;
  /** By copy, a place in `statuses`. */
  readonly statuses: Uint8Array;
  /** By copy, whether it was sent once without an answer: what became of it then, nobody was told. */
  readonly unanswered: Uint8Array;
  /** Answers that are wrong in themselves, in words. */
  readonly faults: string[] = [];
  answered = 0;
  inFlight = 0;
  requests = 0;
  /** Requests by what kept them from being answered. */
  readonly refused = new Map<string, number>();

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#random = randomOf(options.seed, 0, 4);
    this.statuses = new Uint8Array(options.storm.events * COPIES);
    this.unanswered = new Uint8Array(options.storm.events * COPIES);
    this.#queues = shuffleSlots(options, this.#random);
  }

  /** Resolves when everything is answered. */
  async run(clients: number): Promise<void> {
    const { installations, urls } = this.#options;
    for (const installation of installations) await this.#tokenFor(urls[0] ?? '', installation);
    await Promise.all(
      Array.from({ length: clients }, async () => {
        for (let batch = this.#next(); batch !== undefined; batch = this.#next()) await this.#deliver(batch);
      }),
    );
  }

  /** Sends nothing any more, answered or not. */
  abandon(): void {
    this.#isOver = true;
    this.#queues.clear();
  }

  /** From one event to a thousand, small batches as often as large ones. */
  #next(): Batch | undefined {
    const left = [...this.#queues].filter(([, slots]) => slots.length > 0);
    if (left.length === 0) return undefined;
    const [installation, slots] = pick(left, this.#random);
    const size = Math.min(MOST, Math.floor((MOST + 1) ** this.#random()));
    this.#queues.set(installation, slots.subarray(size));
    return { installation, slots: slots.subarray(0, size) };
  }

  async #deliver(batch: Batch): Promise<void> {
    const { storm, urls } = this.#options;
    const events = [...batch.slots].map((slot) => storm.copyOf(Math.floor(slot / COPIES), slot % COPIES));
    const form = pick(forms, this.#random);
    const body = form.render(events);
    while (!this.#isOver) {
      const results = await this.#send(pick(urls, this.#random), batch, { type: form.type, body });
      if (results !== undefined) return this.#note(batch, events, results);
      await delay(PAUSE_MS);
    }
  }

  /** Undefined when it has to be sent again. */
  async #send(
    url: string,
    { installation, slots }: Batch,
    { type, body }: { readonly type: string; readonly body: string },
  ): Promise<readonly Result[] | undefined> {
    this.inFlight++;
    this.requests++;
    const random = this.#random;
    const patience = random() * 100 < HUNG_UP ? Math.ceil(random() * PATIENCE_MS) : TIMEOUT_MS;
    let isSent = false;
    try {
      const token = await this.#tokenFor(url, installation);
      isSent = true;
      const response = await fetch(`${url}/api/v1/usage/events`, {
        ...{ method: 'POST', body, signal: AbortSignal.timeout(patience) },
        headers: { 'content-type': type, authorization: `Bearer ${token}` },
      });
      const text = await response.text();
      if (response.status === 200) {
        const results = readResults(text);
        if (results.length === slots.length) return results;
        this.#refuse('cut off');
      } else this.#refuse(`HTTP ${response.status}`);
      if (response.status === 429) isSent = false;
      else if (response.status === 401) this.#tokens.delete(installation);
      else if (response.status !== 200 && response.status !== 503)
        throw new UnexpectedAnswer(`HTTP ${response.status}: ${text.slice(0, 500)}`);
    } catch (error) {
      if (error instanceof UnexpectedAnswer) throw error;
      if (isRefusedConnection(error)) isSent = false;
      this.#refuse(isSent ? (patience < TIMEOUT_MS ? 'no patience' : 'no answer') : 'no connection');
    } finally {
      this.inFlight--;
    }
    if (isSent) for (const slot of slots) this.unanswered[slot] = 1;
    return undefined;
  }

  async #tokenFor(url: string, installation: string): Promise<string> {
    const token = this.#tokens.get(installation) ?? (await this.#options.tokenOf(url, installation));
    this.#tokens.set(installation, token);
    return token;
  }

  #note({ slots }: Batch, events: readonly SentEvent[], results: readonly Result[]): void {
    for (const [i, slot] of slots.entries()) {
      const { index, id, status, code } = results[i] as Result;
      const refusal = this.#options.storm.refusalOf(Math.floor(slot / COPIES));
      if (index !== i || id !== events[i]?.id)
        this.faults.push(`${events[i]?.id} was answered as ${id} at ${index}`);
      if (code !== refusal) this.faults.push(`${id} was answered with ${code} and not with ${refusal}`);
      this.statuses[slot] = statuses.indexOf(status);
    }
    this.answered += slots.length;
  }

  #refuse(reason: string): void {
    this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1);
  }
}

class UnexpectedAnswer extends Error {}

/** Then it was never sent. */
function isRefusedConnection(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
}

const forms = [
  { type: 'application/json', render: (events: readonly SentEvent[]) => JSON.stringify(events) },
  {
    type: 'application/cloudevents-batch+json',
    render: (events: readonly SentEvent[]) => JSON.stringify(events.map(cloudEventOf)),
  },
  {
    type: 'application/x-ndjson',
    render: (events: readonly SentEvent[]) => events.map((event) => `${JSON.stringify(event)}\n`).join(''),
  },
];

function cloudEventOf({ metric, value, unit, tags, ...attributes }: SentEvent): object {
  return { ...SOURCE, ...attributes, data: { metric, value, unit, tags } };
}

/** Of lines, those that are results: the last may be a problem instead. */
function readResults(text: string): readonly Result[] {
  const [first = ''] = text.split('\n', 1);
  const parsed = JSON.parse(first) as { readonly results?: readonly Result[] };
  if (parsed.results !== undefined) return parsed.results;
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Result);
  return lines.filter(({ status }) => statuses.includes(status));
}

/** Everything that each installation has to send, in whatever order. */
function shuffleSlots(
  { storm, installations }: SenderOptions,
  random: () => number,
): Map<string, Uint32Array> {
  const own = new Map(installations.map((installation) => [installation, [] as number[]]));
  for (let event = 0; event < storm.events; event++)
    for (let copy = 0; copy < COPIES; copy++)
      own.get(storm.installationOf(event))?.push(event * COPIES + copy);
  return new Map(
    [...own].map(([installation, slots]) => [installation, shuffle(Uint32Array.from(slots), random)]),
  );
}

function shuffle(slots: Uint32Array, random: () => number): Uint32Array {
  for (let last = slots.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const moved = slots[last] as number;
    slots[last] = slots[other] as number;
    slots[other] = moved;
  }
  return slots;
}

import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openUsageClient } from './open-usage-client.ts';
import { segmentName } from './segment-name.ts';
import type { SendAnswer } from './send.ts';
import { renderLine } from './spooled-line.ts';
import { type Counted, CountingServer } from './testing/counting-server.ts';
import { SkippingClock } from './testing/skipping-clock.ts';
import type { UsageClient } from './usage-client.ts';

/** What a request meets: the server takes it or not, and its answer comes or not. */
const fates = ['answered', 'lost', 'unheard', 'busy', 'too-large'] as const;
type Fate = (typeof fates)[number];

type Step =
  | { readonly kind: 'record'; readonly count: number; readonly bytes: number }
  | { readonly kind: 'crash'; readonly begun: number; readonly cut: number }
  | { readonly kind: 'flush' };

const steps = fc.array(
  fc.oneof<[fc.Arbitrary<Step>, fc.Arbitrary<Step>, fc.Arbitrary<Step>]>(
    fc.record({ kind: fc.constant('record'), count: fc.nat(40), bytes: fc.nat(3_000) }),
    fc.record({ kind: fc.constant('crash'), begun: fc.nat(3), cut: fc.nat(1_000) }),
    fc.record({ kind: fc.constant('flush') }),
  ),
  { maxLength: 12 },
);

/** A spool whose process may die at any moment, and a server that is not always there. */
class World {
  readonly server = new CountingServer();
  readonly recorded = new Set<string>();
  readonly folder = mkdtempSync(join(tmpdir(), 'souk-usage-crash-'));
  readonly #fates: Fate[];
  #generation = 0;
  #number = 0;
  #client: UsageClient<Counted> | undefined;

  constructor(planned: readonly Fate[]) {
    this.#fates = [...planned];
  }

  get client(): UsageClient<Counted> {
    if (this.#client === undefined) throw new Error('It is not open.');
    return this.#client;
  }

  async open(): Promise<void> {
    const generation = this.#generation;
    this.#client = await openUsageClient<Counted>({
      spool: this.#spool(generation),
      mostBytes: 256 * 1_024,
      send: async (events) => {
        const fate = this.#fates.shift() ?? 'answered';
        // What a dead process sends nobody gets.
        if (generation !== this.#generation || fate === 'lost') throw new Error('lost on the way');
        if (fate === 'busy') return { kind: 'later', reason: 'busy', retryAfterMs: 1_000 };
        if (fate === 'too-large' && events.length > 1) return { kind: 'too-large', reason: 'too many' };
        const answer: SendAnswer = this.server.take(events);
        if (fate === 'unheard') throw new Error('lost on the way back');
        return answer;
      },
      clock: new SkippingClock(),
      random: () => 0.5,
    });
  }

  async record(count: number, bytes: number): Promise<void> {
    const work = Array.from({ length: count }, async () => {
      const id = `e${this.#number++}`;
      const full = await this.client.record({ id, metric: 'calls', value: '1'.repeat(bytes + 1) }).then(
        () => false,
        (error: { code: string }) => error.code === 'spool-full',
      );
      if (!full) this.recorded.add(id);
    });
    await Promise.all(work);
  }

  /** The process is gone at this moment: what is on disk is what there is, with the beginning of lines that it was writing. */
  async crash(begun: number, cut: number): Promise<void> {
    const before = this.client;
    this.#generation++;
    const folder = this.#spool(this.#generation);
    cpSync(this.#spool(this.#generation - 1), folder, { recursive: true });
    const last = readdirSync(folder).findLast((name) => name.startsWith('events-'));
    const events = Array.from({ length: begun }, () => ({
      ...{ id: `e${this.#number++}`, metric: 'calls', value: '1' },
    }));
    const lines = events.map((event) => renderLine({ event, recordedAt: 7 }));
    const text = lines.join('').slice(0, cut);
    // Without one it has just begun one, behind all there were.
    appendFileSync(join(folder, last ?? segmentName(1_000_000 * this.#generation)), text);
    // A line that was whole may count, though nobody was told so: then it counts once as well.
    const whole = text.split('\n').length - 1;
    for (const { id } of events.slice(0, whole)) this.recorded.add(id);
    await before.close();
    await this.open();
  }

  async close(): Promise<void> {
    await this.#client?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #spool(generation: number): string {
    return join(this.folder, String(generation));
  }
}

it('loses and doubles nothing, whatever crashes and whatever does not answer', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.array(fc.constantFrom(...fates), { maxLength: 30 }), async (plan, planned) => {
      const world = new World(planned);
      try {
        await world.open();
        for (const step of plan) {
          if (step.kind === 'record') await world.record(step.count, step.bytes);
          else if (step.kind === 'crash') await world.crash(step.begun, step.cut);
          else await world.client.flush();
        }
        await world.client.flush();
        expect([...world.server.counted.keys()].toSorted()).toEqual([...world.recorded].toSorted());
        expect(world.client.stats()).toMatchObject({ waiting: 0, refused: 0, broken: 0 });
      } finally {
        await world.close();
      }
    }),
    { numRuns: 60 },
  );
});

import { parseCostEvent } from '@souk/model/cost/cost-event.ts';
import type { CostProblem, UsageCount } from '@souk/model/cost/cost-report.ts';
import type { UsageRollup } from '@souk/model/cost/usage-rollup.ts';
import { parseUsageRow } from '@souk/model/cost/usage-row.ts';
import { UsageTally } from '@souk/model/cost/usage-tally.ts';
import type { MetricTerms } from '@souk/model/metering/metric-terms.ts';
import type { UsageSink } from './usage-sink.ts';

/** Mistakes that are told; whoever has more has the same one many times. */
const MOST_TOLD = 20;

export interface TakerOptions {
  /** Id of the app or connector. */
  readonly app: string;
  /** As the file was named. */
  readonly source: string;
  readonly metrics: ReadonlyMap<string, MetricTerms>;
  /** Apps by installation, of those that are known. */
  readonly installations: ReadonlyMap<string, string>;
}

/** Collects the usage of one app from a file, and what is wrong with it. */
export class UsageTaker implements UsageSink {
  readonly #options: TakerOptions;
  readonly #unnamed: string;
  readonly #tally: UsageTally;
  readonly #rows = new Map<string, UsageRollup>();
  readonly #problems: CostProblem[] = [];
  readonly #count = { counted: 0, duplicates: 0, otherApps: 0, refused: 0 };

  constructor(options: TakerOptions) {
    this.#options = options;
    this.#unnamed = `${options.app}-1`;
    this.#tally = new UsageTally(options.metrics, this.#unnamed);
  }

  event(raw: unknown, line: number): void {
    const parsed = parseCostEvent(raw);
    if (!parsed.ok) {
      this.refuse(line, inMember(parsed));
      return;
    }
    if (this.#isOther(undefined, parsed.event.installation)) {
      this.#count.otherApps++;
      return;
    }
    const tallied = this.#tally.add(parsed.event);
    if (!tallied.ok) this.refuse(line, inMember(tallied.refusal));
    else if (tallied.status === 'duplicate') this.#count.duplicates++;
    else this.#count.counted++;
  }

  row(raw: unknown, index: number): void {
    const parsed = parseUsageRow(raw, this.#unnamed);
    if (!parsed.ok) {
      this.refuse(index, inMember(parsed));
      return;
    }
    const { rollup, app, key } = parsed.row;
    if (this.#isOther(app, rollup.installation)) this.#count.otherApps++;
    else if (this.#rows.has(key))
      this.refuse(index, 'The same row is there already: leave out the page that is there twice.');
    else {
      this.#rows.set(key, rollup);
      this.#count.counted++;
    }
  }

  refuse(line: number, detail: string): void {
    this.#count.refused++;
    const at = `${this.#options.source}:${line}`;
    if (this.#problems.length < MOST_TOLD)
      this.#problems.push({ code: 'refused-event', detail, help: null, at, blocks: true });
  }

  /** What was used, in a fixed order. */
  rollups(): UsageRollup[] {
    return [
      ...this.#tally.rollups(),
      ...[...this.#rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, rollup]) => rollup),
    ];
  }

  problems(): CostProblem[] {
    const more = this.#count.refused - this.#problems.length;
    if (more === 0) return this.#problems;
    const detail = `… and ${more} more that are not taken.`;
    return [...this.#problems, { code: 'refused-event', detail, help: null, at: null, blocks: true }];
  }

  count(): Omit<UsageCount, 'otherMonths'> {
    return { source: this.#options.source, ...this.#count };
  }

  #isOther(app: string | undefined, installation: string | undefined): boolean {
    const known =
      app ?? (installation === undefined ? undefined : this.#options.installations.get(installation));
    return known !== undefined && known !== this.#options.app;
  }
}

function inMember({ at, detail }: { readonly at: string; readonly detail: string }): string {
  return at === '' ? detail : `${at}: ${detail}`;
}

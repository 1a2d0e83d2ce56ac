import { monthAt } from '@souk/model/billing/month.ts';
import { scenarioInputs } from '@souk/model/billing/scenario-inputs.ts';
import {
  assembleCostReport,
  type CostBasis,
  type CostProblem,
  type CostReport,
  type PricedSide,
  type UsageCount,
} from '@souk/model/cost/cost-report.ts';
import type { CostScenario } from '@souk/model/cost/cost-scenario.ts';
import { formatDecimal } from '@souk/model/cost/format-decimal.ts';
import { type Replay, replayInputs } from '@souk/model/cost/replay-inputs.ts';
import type { UsageRollup } from '@souk/model/cost/usage-rollup.ts';
import { closest, quoteList } from '@souk/model/finding/suggest.ts';
import type { Entry, PriceBook } from '@souk/model/manifest/manifest.ts';
import { assembleMetricTerms, type MetricTerms } from '@souk/model/metering/metric-terms.ts';
import { CostError } from './cost-error.ts';
import { readUsageFile, type UsageFile } from './read-usage-file.ts';
import { UsageTaker } from './usage-taker.ts';

/** One state of what is priced. */
export interface CostState {
  /** As it is told: `working tree`, a revision, a file. */
  readonly source: string;
  readonly entry: Entry;
  readonly books: readonly PriceBook[];
}

export interface CostRequest {
  /** Undefined where there is nothing to compare with. */
  readonly before: CostState | undefined;
  readonly after: CostState;
  /** Apps by installation, of the catalog. */
  readonly installed: ReadonlyMap<string, string>;
  readonly scenario: CostScenario | undefined;
  readonly usage: UsageFile | undefined;
  /** Price books that say how much a unit is: those of the catalog, then one that is proposed. */
  readonly meteredBy: readonly PriceBook[];
  readonly installations: number | undefined;
  readonly period: string | undefined;
  readonly now: Date;
}

/**
 * What an app or connector would cost.
 *
 * @throws {CostError}
 */
export async function runCost(request: CostRequest): Promise<CostReport> {
  const { before, after, usage } = request;
  const plan = usage === undefined ? planScenario(request) : await planReplay(request, usage);
  const sideOf = (state: CostState): PricedSide => ({ ...state, replay: plan.inputsOf(state) });
  return assembleCostReport({
    ...plan.told,
    before: before === undefined ? undefined : sideOf(before),
    after: sideOf(after),
  });
}

/** How both sides are filled, and what is said of it. */
interface CostPlan {
  readonly inputsOf: (state: CostState) => Replay;
  readonly told: {
    readonly period: string;
    readonly basis: CostBasis;
    readonly basisWords: string;
    readonly usage: UsageCount | null;
    readonly problems: readonly CostProblem[];
  };
}

function planScenario({ before, after, scenario, now, ...request }: CostRequest): CostPlan {
  const period = request.period ?? scenario?.period ?? monthAt(now.getTime());
  const installations = request.installations ?? scenario?.installations ?? 1;
  const names = metricsOf([after, ...(before === undefined ? [] : [before])]);
  const usage = Object.entries(scenario?.usage ?? {});
  return {
    inputsOf: ({ entry, books }) => {
      const own = new Set(metricNames(entry));
      // What only the other side has is used there alone; what neither has is told below.
      const used = Object.fromEntries(usage.filter(([metric]) => own.has(metric)));
      const { seats, instances } = scenario ?? {};
      const assumed = {
        ...{ period, installations, usage: used },
        ...(seats === undefined ? {} : { seats }),
        ...(instances === undefined ? {} : { instances }),
      };
      return { inputs: scenarioInputs(entry, books, assumed), problems: [] };
    },
    told: {
      ...{ period, usage: null, basis: scenario === undefined ? 'fixed' : 'scenario' },
      basisWords: wordsOf(scenario, installations),
      problems: usage.flatMap(([metric]) =>
        names.includes(metric) ? [] : [unknownMetric(metric, names, after.entry)],
      ),
    },
  };
}

function wordsOf(scenario: CostScenario | undefined, installations: number): string {
  const each = installations === 1 ? 'One installation' : `${installations} installations, each`;
  if (scenario === undefined)
    return `Nothing is used in this: ${each.toLowerCase()} for the whole month, with its fixed costs only.`;
  const { usage, seats, instances } = scenario;
  const parts = [
    ...Object.entries(usage).map(([metric, quantity]) => `${formatDecimal(quantity)} ${metric}`),
    ...(seats === undefined ? [] : [`${formatDecimal(seats)} people`]),
    ...(instances === undefined ? [] : [`${formatDecimal(instances)} running instances`]),
  ];
  return `As the scenario says: ${each.toLowerCase()} for the whole month${parts.length === 0 ? '' : ` with ${parts.join(', ')}`}.`;
}

function unknownMetric(metric: string, names: readonly string[], { id, version }: Entry): CostProblem {
  const near = closest(metric, names);
  return {
    code: 'unknown-metric',
    detail: `${id} ${version} declares no metric ${metric}, which the scenario uses.`,
    help:
      near !== undefined
        ? `Did you mean ${near}?`
        : names.length === 0
          ? 'It declares none.'
          : `There are ${quoteList(names)}.`,
    ...{ at: null, blocks: true },
  };
}

async function planReplay(
  { before, after, installed, meteredBy, now, ...request }: CostRequest,
  file: UsageFile,
): Promise<CostPlan> {
  if (request.installations !== undefined)
    throw new CostError(
      'usage',
      '--installations: what was used says by which installations. Leave it out, or --usage.',
    );
  const states = [after, ...(before === undefined ? [] : [before])];
  const taker = new UsageTaker({
    ...{ app: after.entry.id, source: file.shown, installations: installed },
    metrics: termsOf(states, meteredBy),
  });
  await readUsageFile(file, taker);
  const rollups = taker.rollups();
  const period = request.period ?? onlyMonth(rollups, file.shown) ?? monthAt(now.getTime());
  const others = rollups.filter(({ from }) => monthAt(from) !== period);
  const ids = new Set(
    rollups.filter(({ from }) => monthAt(from) === period).map(({ installation }) => installation),
  );
  const who = ids.size === 1 ? 'one installation' : `${ids.size} installations`;
  return {
    inputsOf: ({ entry, books }) => replayInputs(entry, books, rollups, period),
    told: {
      ...{ period, basis: 'usage' },
      basisWords: `Usage of ${period} by ${who} from ${file.shown}, replayed as if this version had run all the month and one cost center paid for it.`,
      usage: {
        ...taker.count(),
        otherMonths: others.reduce((sum, { events }) => sum + Number(events), 0),
      },
      problems: taker.problems(),
    },
  };
}

/** The month that all of it is in; undefined where there is nothing. */
function onlyMonth(rollups: readonly UsageRollup[], shown: string): string | undefined {
  const months = [...new Set(rollups.map(({ from }) => monthAt(from)))].toSorted();
  if (months.length < 2) return months[0];
  throw new CostError(
    'usage',
    `--usage: ${shown} holds usage of ${quoteList(months).replace(' or ', ' and ')}. Say which month with --period, such as --period ${months.at(-1)}.`,
  );
}

/** How each metric is measured; of one that both sides have, as the later one says. */
function termsOf(states: readonly CostState[], books: readonly PriceBook[]): Map<string, MetricTerms> {
  const metrics = states.flatMap(({ entry }) => entry.billing?.metrics ?? []).toReversed();
  return new Map(metrics.map(({ name, unit }) => [name, assembleMetricTerms(unit, books)]));
}

function metricsOf(states: readonly CostState[]): string[] {
  return [...new Set(states.flatMap(({ entry }) => metricNames(entry)))];
}

function metricNames({ billing }: Entry): string[] {
  return (billing?.metrics ?? []).map(({ name }) => name);
}

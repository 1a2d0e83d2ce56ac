import type { Catalog } from '@souk/model/catalog/catalog.ts';
import { assembleInputs } from '@souk/model/policy/assemble-inputs.ts';
import type { PolicyInput, PolicySurroundings } from '@souk/model/policy/policy-input.ts';
import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { readPolicySettings } from '@souk/model/policy/policy-settings.ts';
import { createProjection, type RuleInput } from '@souk/model/policy/project-input.ts';
import { inputOf, type RecordedCases } from '@souk/policies/build/recorded-cases.ts';
import type { PolicyBundle } from '@souk/policies/engine/bundle.ts';
import { PolicyEngine } from '@souk/policies/engine/policy-engine.ts';
import { RuleEngine } from '@souk/policies/engine/rule-engine.ts';
import { isRuleOf } from './explain-rule.ts';
import { type PolicyTimings, type RuleTiming, summariseRuns } from './policy-timings.ts';

export interface BenchOptions {
  readonly bundle: PolicyBundle;
  readonly cases: RecordedCases | undefined;
  readonly catalog: Catalog;
  readonly runs: number;
  readonly now: Date;
  readonly machine: PolicyTimings['machine'];
  /** Milliseconds that only rise. */
  readonly clock: () => number;
  readonly tell: (step: string) => void;
}

/** With fewer entities of its kinds a rule is timed on its recorded cases too. */
const FEW = 100;

/** Items of one call: enough that the call takes milliseconds. */
const ITEMS = 500;

/** Not the id of a rule: what a call costs without one. */
const NO_RULE = '';

/** Times every rule of a bundle over the entities of a catalog. */
export async function runBench(options: BenchOptions): Promise<PolicyTimings> {
  const { bundle, cases, catalog, runs, now, machine, tell } = options;
  const settings = readPolicySettings(catalog, catalog);
  const surroundings = { now: now.toISOString(), settings };
  const subjects = catalog.records.flatMap((record) =>
    record.manifest === undefined ? [] : [{ record, manifest: record.manifest }],
  );
  const inputs = assembleInputs(subjects, catalog, { settings, isRule: isRuleOf(bundle) });
  const engine = new PolicyEngine(bundle);
  const verdicts = await engine.evaluate(inputs, surroundings);
  const judged = inputs.map(
    (input, i): RuleInput => ({ ...input, risk: { tier: verdicts[i]?.tier ?? 'low' } }),
  );
  const asker = new RuleEngine(bundle, surroundings);
  let recorded = 0;
  const timers = bundle.rules.map((rule) => {
    const entities = judged.filter(({ entity }) => rule.kinds.includes(entity.kind));
    const extra = entities.length < FEW ? casesOf(rule, cases) : [];
    recorded += extra.length;
    return new RuleTimer(rule, itemsFor(rule, [...entities, ...extra], asker), asker, options.clock);
  });
  const together: number[] = [];
  // Round by round, so that what else the machine does for a while slows a few rounds of all rules, not one rule.
  for (let run = 0; run <= runs; run++) {
    tell(run === 0 ? 'Warming up' : `Round ${run} of ${runs}`);
    for (const timer of timers) timer.measure(run > 0);
    const time = await timeTogether(inputs, engine, surroundings, options.clock);
    if (run > 0) together.push(time);
  }
  const timed = timers.map((timer) => timer.summarise());
  const sum = timed.reduce((total, { median }) => total + median, 0);
  return {
    schema: 'souk.policy-bench/v1',
    ...{ machine, runs, entities: inputs.length, cases: recorded },
    together: summariseRuns(together),
    rules: timed
      .map((timing) => ({ ...timing, share: sum === 0 ? 0 : Math.round((timing.median / sum) * 1e4) / 1e4 }))
      .toSorted((a, b) => b.median - a.median || (a.rule < b.rule ? -1 : 1)),
  };
}

function casesOf({ id }: PolicyRule, recorded: RecordedCases | undefined): RuleInput[] {
  const cases = recorded?.rules.find((rule) => rule.id === id)?.cases ?? [];
  return recorded === undefined
    ? []
    : cases.map((recordedCase) => inputOf(recordedCase, recorded) as RuleInput);
}

/** What the rule is shown, without what it cannot judge: giving up is not what should be timed. */
function itemsFor(rule: PolicyRule, inputs: readonly RuleInput[], asker: RuleEngine): object[] {
  const project = createProjection(rule.reads);
  const items = inputs.map((input) => project(input));
  const answers = asker.ask(rule, items);
  return items.filter((_, i) => answers[i]?.failure === undefined);
}

/** Times one rule alone: what the same call costs that asks no rule is taken off. */
class RuleTimer {
  readonly #rule: string;
  readonly #items: number;
  readonly #asked: readonly object[];
  readonly #asker: RuleEngine;
  readonly #clock: () => number;
  readonly #all: number[] = [];
  readonly #call: number[] = [];

  constructor(rule: PolicyRule, items: readonly object[], asker: RuleEngine, clock: () => number) {
    this.#rule = rule.id;
    this.#items = items.length;
    this.#asked =
      items.length === 0 ? [] : Array.from({ length: ITEMS }, (_, i) => items[i % items.length] ?? {});
    this.#asker = asker;
    this.#clock = clock;
  }

  measure(counts: boolean): void {
    const all = this.#time(this.#rule);
    const call = this.#time(NO_RULE);
    if (!counts) return;
    this.#all.push(all);
    this.#call.push(call);
  }

  summarise(): Omit<RuleTiming, 'share'> {
    const call = summariseRuns(this.#call).median;
    const own = this.#all.map((time) => Math.max(0, time - call));
    return { rule: this.#rule, items: this.#items, ...summariseRuns(own) };
  }

  #time(rule: string): number {
    const started = this.#clock();
    this.#asker.touch(rule, this.#asked);
    return ((this.#clock() - started) * 1000) / ITEMS;
  }
}

async function timeTogether(
  inputs: readonly PolicyInput[],
  engine: PolicyEngine,
  surroundings: PolicySurroundings,
  clock: () => number,
): Promise<number> {
  if (inputs.length === 0) return 0;
  const asked = Array.from({ length: ITEMS }, (_, i) => inputs[i % inputs.length] as PolicyInput);
  const started = clock();
  await engine.evaluate(asked, surroundings);
  return ((clock() - started) * 1000) / ITEMS;
}

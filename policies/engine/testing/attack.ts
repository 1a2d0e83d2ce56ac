import process from 'node:process';
import type { PolicyEvaluator, PolicyVerdict } from '@souk/model/policy/policy-evaluator.ts';
import type { PolicyInput, PolicySurroundings } from '@souk/model/policy/policy-input.ts';
import { type HostileInput, makeHostile, makeHostileUnlicensed } from './hostile-inputs.ts';
import { SeededRandom } from './seeded-random.ts';

export interface AttackPlan {
  /** Complete inputs that the hostile ones are made of. */
  readonly bases: readonly PolicyInput[];
  /** An entry that keeps all rules but has no license. */
  readonly unlicensed: PolicyInput;
  readonly surroundings: PolicySurroundings;
  /** Verdicts to ask for. */
  readonly evaluations: number;
  readonly seed: number;
  readonly tell?: (progress: string) => void;
}

/** What an attack found. */
export interface AttackFigures {
  evaluations: number;
  calls: number;
  /** Hostile inputs that were judged a second time, alone and by a fresh instance. */
  compared: number;
  canaries: number;
  /** Hostile inputs on which at least one rule failed, and those on which all did. */
  failed: number;
  failedAsWhole: number;
  violations: number;
  /** Verdicts in a batch where the entity alone only fails: the second thread has a larger stack. */
  deeperInThread: number;
  slowest: { milliseconds: number; name: string };
  /** Megabytes of memory that the process held at most. */
  memory: number;
  /** What must never happen, in words. */
  wrong: string[];
}

/** Entities in a call: alone, a few, a batch, more than a batch, and enough for the second thread. */
const sizes = [1, 7, 60, 100, 101, 260, 1_000, 1_100];

/** In a call one entity in so many is a canary, whose verdict is known. */
const CANARY_EVERY = 10;

const LICENSE = 'developer/license';

/** Evaluates hostile inputs, and checks that each gets the verdict that it gets alone, or a failure. */
export async function attack(evaluator: PolicyEvaluator, plan: AttackPlan): Promise<AttackFigures> {
  const random = new SeededRandom(plan.seed);
  const figures: AttackFigures = {
    ...{ evaluations: 0, calls: 0, compared: 0, canaries: 0, failed: 0, failedAsWhole: 0, violations: 0 },
    ...{ deeperInThread: 0, slowest: { milliseconds: 0, name: '' }, memory: 0, wrong: [] },
  };
  const evaluate = async (...inputs: PolicyInput[]): Promise<PolicyVerdict[]> => {
    const verdicts = await evaluator.evaluate(inputs, plan.surroundings);
    figures.calls++;
    figures.evaluations += inputs.length;
    figures.memory = Math.max(figures.memory, Math.round(process.memoryUsage.rss() / 1e6));
    if (verdicts.length !== inputs.length)
      figures.wrong.push(`${verdicts.length} verdicts on ${inputs.length} inputs`);
    return verdicts;
  };
  const [canary] = await evaluate(plan.unlicensed);
  const known = describeVerdict(canary);
  if (!names(canary, LICENSE)) figures.wrong.push('the canary itself has no finding');

  while (figures.evaluations < plan.evaluations) {
    const size = Math.min(random.pick(sizes), plan.evaluations - figures.evaluations);
    const hostile = Array.from({ length: size }, (_, i) =>
      i % CANARY_EVERY === CANARY_EVERY - 1 ? undefined : makeOne(plan, random),
    );
    const verdicts = await evaluate(...hostile.map((one) => one?.input ?? plan.unlicensed));
    for (const [i, one] of hostile.entries()) {
      const verdict = verdicts[i];
      if (one === undefined) {
        figures.canaries++;
        if (describeVerdict(verdict) !== known)
          figures.wrong.push(`a canary among ${size} got ${describeVerdict(verdict)}`);
        continue;
      }
      count(verdict, figures);
      if (one.planted && !names(verdict, LICENSE)) figures.wrong.push(`silent pass: ${one.name}`);
      // Alone every third, or what the second thread may have judged with more room.
      if (i % 3 === 0 && figures.evaluations < plan.evaluations) {
        const started = performance.now();
        const [alone] = await evaluate(one.input);
        compare(one, verdict, alone, figures);
        const milliseconds = Math.round(performance.now() - started);
        if (milliseconds > figures.slowest.milliseconds) figures.slowest = { milliseconds, name: one.name };
      }
    }
    plan.tell?.(`${figures.evaluations} evaluations, ${figures.wrong.length} wrong, ${figures.memory} MB`);
  }
  return figures;
}

function makeOne(
  { bases, unlicensed }: AttackPlan,
  random: SeededRandom,
): HostileInput & { planted: boolean } {
  const planted = random.below(3) === 0;
  const made = planted ? makeHostileUnlicensed(unlicensed, random) : makeHostile(random.pick(bases), random);
  return { ...made, planted };
}

function count(verdict: PolicyVerdict | undefined, figures: AttackFigures): void {
  figures.violations += verdict?.violations.length ?? 0;
  if (verdict === undefined || verdict.failures.length === 0) return;
  figures.failed++;
  if (verdict.failures.some(({ rule }) => rule === undefined)) figures.failedAsWhole++;
}

function compare(
  { name }: HostileInput,
  verdict: PolicyVerdict | undefined,
  alone: PolicyVerdict | undefined,
  figures: AttackFigures,
): void {
  figures.compared++;
  if (describeVerdict(verdict) === describeVerdict(alone)) return;
  if (verdict !== undefined && verdict.failures.length > 0) return;
  if (alone !== undefined && alone.failures.length > 0) figures.deeperInThread++;
  else
    figures.wrong.push(`${name}: ${describeVerdict(verdict)} among others, ${describeVerdict(alone)} alone`);
}

/** Whether a verdict holds a rule against an entity, or says that it could not be asked. */
function names(verdict: PolicyVerdict | undefined, id: string): boolean {
  return (
    verdict?.violations.some(({ rule }) => rule.id === id) === true ||
    verdict?.failures.some(({ rule }) => rule === undefined || rule.id === id) === true
  );
}

function describeVerdict(verdict: PolicyVerdict | undefined): string {
  return JSON.stringify({
    tier: verdict?.tier,
    violations: verdict?.violations.map(({ rule, path, params }) => [rule.id, path, params]),
    failures: verdict?.failures.map(({ rule, reason }) => [rule?.id, reason]),
  });
}

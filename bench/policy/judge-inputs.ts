import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicyEvaluator, PolicyVerdict } from '@souk/model/policy/policy-evaluator.ts';
import type { PolicyInput, PolicySurroundings } from '@souk/model/policy/policy-input.ts';
import { openEngine } from '@souk/policies/engine/open-engine.ts';

/** What evaluating takes before it counts as warm, and what is then measured, at least. */
const WARM = { untimedMs: 500, timedMs: 500, timedRuns: 3 };

/** What the measured program prints. */
export interface Judged {
  readonly entities: number;
  /** How many violations each rule found; rules without any are left out. */
  readonly violations: Readonly<Record<string, number>>;
  /** The median of evaluations after a while of evaluating the same. */
  readonly warmMs?: number;
}

interface Inputs {
  readonly items: readonly PolicyInput[];
  readonly surroundings: PolicySurroundings;
}

/**
 * Opens the policies, reads inputs, evaluates all rules over all of them, and counts what they found.
 *
 * @param args the folder of the policies, and the folder or document of the inputs; `--warm` measures more
 * @throws when a rule cannot judge an input
 */
export async function judgeInputs([policies = '', path = '', mode]: readonly string[]): Promise<Judged> {
  const engine = await openEngine(policies);
  const inputs = path.endsWith('.json') ? readDocument(path) : readFolder(path);
  const verdicts = await engine.evaluate(inputs.items, inputs.surroundings);
  const failed = verdicts.find(({ failures }) => failures.length > 0);
  if (failed !== undefined) throw new Error(`A rule could not judge: ${failed.failures[0]?.reason}`);
  const judged = { entities: verdicts.length, violations: countEach(verdicts) };
  return mode === '--warm' ? { ...judged, warmMs: await measureWarm(engine, inputs) } : judged;
}

function readFolder(folder: string): Inputs {
  const read = readdirSync(folder)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as PolicyInput & PolicySurroundings);
  const [first] = read;
  if (first === undefined) throw new Error(`${folder} is empty`);
  // What surrounds an entity is in each file, because conftest knows nothing else; here it counts once.
  const items = read.map(({ entity, before, change, refs, evidence }) => ({
    entity,
    before,
    change,
    refs,
    evidence,
  }));
  return { items, surroundings: { now: first.now, settings: first.settings } };
}

function readDocument(path: string): Inputs {
  const { items, ...surroundings } = JSON.parse(readFileSync(path, 'utf8')) as PolicySurroundings & {
    items: PolicyInput[];
  };
  return { items, surroundings };
}

function countEach(verdicts: readonly PolicyVerdict[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { violations } of verdicts) {
    for (const { rule } of violations) counts[rule.id] = (counts[rule.id] ?? 0) + 1;
  }
  return counts;
}

async function measureWarm(engine: PolicyEvaluator, { items, surroundings }: Inputs): Promise<number> {
  const started = performance.now();
  while (performance.now() - started < WARM.untimedMs) await engine.evaluate(items, surroundings);
  const samples: number[] = [];
  const measured = performance.now();
  while (samples.length < WARM.timedRuns || performance.now() - measured < WARM.timedMs) {
    const start = performance.now();
    await engine.evaluate(items, surroundings);
    samples.push(performance.now() - start);
  }
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN;
}

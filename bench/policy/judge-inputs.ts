/**
 * The program that `bench policy` measures: opens the policies, reads inputs, evaluates all rules over all of them,
 * prints how many violations each rule found, and ends. With `--warm` it goes on evaluating and prints how long that
 * takes once everything has been done before.
 *
 * Usage: node judge-inputs.ts POLICIES INPUTS CACHE [--warm]
 */
import { readdirSync, readFileSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import type { PolicyVerdict } from '@souk/model/policy/policy-evaluator.ts';
import type { PolicyInput, PolicySurroundings } from '@souk/model/policy/policy-input.ts';

/** What evaluating takes before it counts as warm, and what is then measured, at least. */
const WARM = { untimedMs: 500, timedMs: 500, timedRuns: 3 };

type WholeInput = PolicyInput & PolicySurroundings;

const [policies = '', inputs = '', cache = '', mode] = process.argv.slice(2);

// As `souk` does, which keeps what Node made of its modules between two runs.
module.enableCompileCache(cache);
const { openEngine } = await import('@souk/policies/engine/open-engine.ts');

const engine = await openEngine(policies);
const { items, surroundings } = inputs.endsWith('.json') ? readDocument(inputs) : readFolder(inputs);
const verdicts = await engine.evaluate(items, surroundings);
const failed = verdicts.find(({ failures }) => failures.length > 0);
if (failed !== undefined) throw new Error(`a rule could not judge: ${failed.failures[0]?.reason}`);
const warmMs = mode === '--warm' ? await measureWarm() : undefined;
process.stdout.write(JSON.stringify({ entities: verdicts.length, violations: count(verdicts), warmMs }));

function readFolder(folder: string): { items: PolicyInput[]; surroundings: PolicySurroundings } {
  const read = readdirSync(folder)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as WholeInput);
  const [first] = read;
  if (first === undefined) throw new Error(`${folder} is empty`);
  const items = read.map(({ entity, before, change, refs, evidence }) => ({
    entity,
    before,
    change,
    refs,
    evidence,
  }));
  return { items, surroundings: { now: first.now, settings: first.settings } };
}

function readDocument(path: string): { items: PolicyInput[]; surroundings: PolicySurroundings } {
  const { items, ...surroundings } = JSON.parse(readFileSync(path, 'utf8')) as PolicySurroundings & {
    items: PolicyInput[];
  };
  return { items, surroundings };
}

function count(all: readonly PolicyVerdict[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { violations } of all) {
    for (const { rule } of violations) counts[rule.id] = (counts[rule.id] ?? 0) + 1;
  }
  return counts;
}

/** The median of evaluations after a while of evaluating the same. */
async function measureWarm(): Promise<number> {
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

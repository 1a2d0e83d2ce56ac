import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PolicyVerdict } from '@souk/model/policy/policy-evaluator.ts';
import type { PolicyInput, PolicySurroundings } from '@souk/model/policy/policy-input.ts';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { findOpa, type Opa } from '../build/opa.ts';
import { inWorkspace } from '../build/workspace.ts';
import { openBundle } from './open-engine.ts';
import { PolicyEngine } from './policy-engine.ts';
import { readAnswer } from './read-answer.ts';
import { rulesOfKind } from './rule-order.ts';
import { crossInputs } from './testing/crossed-inputs.ts';
import { readRecordedInputs } from './testing/recorded-inputs.ts';

const dir = join(import.meta.dirname, '..');
const opa = await findOpa(process.env);
const INPUTS = 5000;

/** Another seed makes other inputs; by default they are always the same. */
const SEED = Number(process.env['SOUK_NATIVE_SEED'] ?? 20261122);

describe.skipIf(opa === undefined)('when OPA itself judges the same entities', () => {
  let verdicts: readonly PolicyVerdict[];
  let native: readonly (PolicyVerdict | undefined)[];

  beforeAll(async () => {
    const { inputs: recorded, surroundings } = readRecordedInputs(dir);
    const inputs = fc.sample(crossInputs(recorded), { seed: SEED, numRuns: INPUTS });
    const { bundle, sources } = await openBundle(dir);
    verdicts = await new PolicyEngine(bundle).evaluate(inputs, surroundings);
    const answers = await inWorkspace(sources, (workspace) => askOpa(workspace, inputs, surroundings));
    native = inputs.map(({ entity }, i) => readAnswer(answers[i], rulesOfKind(bundle.rules, entity.kind)));
  });

  it('comes to the same verdicts', () => {
    // Where a function of the host is given nonsense, OPA goes on without it, and here the rule fails.
    const differing = verdicts.flatMap((verdict, i) =>
      verdict.failures.length > 0 || describeVerdict(verdict) === describeVerdict(native[i])
        ? []
        : [{ wasm: describeVerdict(verdict), native: describeVerdict(native[i]) }],
    );
    expect(differing).toEqual([]);
  });

  it('judges, rather than fails, nearly always, and finds something of nearly every rule', () => {
    const judged = verdicts.filter(({ failures }) => failures.length === 0);
    const found = new Set(judged.flatMap(({ violations }) => violations.map(({ rule }) => rule.id)));
    expect(judged.length).toBeGreaterThan(0.9 * INPUTS);
    expect(found.size).toBeGreaterThan(40);
  });

  async function askOpa(
    workspace: string,
    items: readonly PolicyInput[],
    surroundings: PolicySurroundings,
  ): Promise<readonly unknown[]> {
    const temporary = await mkdtemp(join(tmpdir(), 'souk-native-'));
    try {
      const input = join(temporary, 'input.json');
      await writeFile(input, JSON.stringify({ items, ...surroundings }));
      const data = [workspace, join(dir, 'bundle/main.rego'), join(dir, 'bundle/data.json')];
      const args = ['eval', '--format', 'raw', '--input', input, ...data.flatMap((path) => ['--data', path])];
      const { stdout, stderr } = await (opa as Opa).run([...args, 'data.souk.engine.batch']);
      expect(stderr).toBe('');
      return JSON.parse(stdout);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  }
});

function describeVerdict(verdict: PolicyVerdict | undefined): unknown {
  return verdict === undefined
    ? 'no answer'
    : JSON.stringify([
        verdict.tier,
        verdict.violations.map(({ rule, path, params }) => [rule.id, path, sorted(params)]),
      ]);
}

function sorted(params: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
}

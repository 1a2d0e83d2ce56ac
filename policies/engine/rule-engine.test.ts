import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProjection, type RuleInput } from '@souk/model/policy/project-input.ts';
import { anApp } from '@souk/model/testing/manifests.ts';
import { describe, expect, it } from 'vitest';
import { CaseRunner } from '../build/case-runner.ts';
import { inputOf, type RecordedCases } from '../build/recorded-cases.ts';
import { readDiskBundle } from './open-engine.ts';
import { RuleEngine } from './rule-engine.ts';

const dir = join(import.meta.dirname, '..');
const bundle = await readDiskBundle(dir);
const recorded = JSON.parse(readFileSync(join(dir, 'bundle/cases.json'), 'utf8')) as RecordedCases;
const surroundings = {
  now: '2026-11-22T00:00:00Z',
  settings: { name: 'Test', currency: 'EUR', minSunsetDays: 90, roles: [], approvers: {} },
};
const license = bundle.rules.find(({ id }) => id === 'developer/license');
if (license === undefined) throw new Error('These tests ask the rule developer/license.');

const inputWith = (entity: object): RuleInput => ({
  entity: anApp(entity),
  before: null,
  change: { type: 'added', attachments: [] },
  refs: {},
  evidence: { files: [] },
});

describe('when one rule is asked about many entities', () => {
  const engine = new RuleEngine(bundle, surroundings);
  const entities = Array.from({ length: 1_203 }, (_, i) =>
    inputWith(i % 3 === 0 ? {} : { license: 'Apache-2.0' }),
  );

  it('answers for each, in their order', () => {
    const answers = engine.ask(license, entities);
    expect(answers.map(({ violations }) => violations.length)).toEqual(
      entities.map((_, i) => (i % 3 === 0 ? 1 : 0)),
    );
    expect(answers[0]?.violations).toEqual([{ rule: license, path: '/license', params: {} }]);
    expect(engine.ask(license, [])).toEqual([]);
  });

  it('names the one that it cannot judge, and judges the others', () => {
    const broken = inputWith({ license: 1n });
    const answers = engine.ask(license, [...entities.slice(0, 2), broken, ...entities.slice(3, 5)]);
    expect(answers.map(({ failure }) => failure?.rule?.id)).toEqual([
      undefined,
      undefined,
      'developer/license',
      undefined,
      undefined,
    ]);
    expect(answers[2]).toMatchObject({
      violations: [],
      failure: { reason: expect.stringContaining('BigInt') },
    });
  });

  it('says so when the bundle has no such rule, and takes it for no pass', () => {
    const [answer] = engine.ask({ ...license, id: 'developer/none' }, entities.slice(0, 1));
    expect(answer?.failure?.reason).toContain('does not answer');
  });
});

describe('when a bundle cannot be asked rule by rule', () => {
  it('refuses it', () => {
    const empty = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    expect(() => new RuleEngine({ ...bundle, wasm: empty }, surroundings)).toThrow(
      expect.objectContaining({ code: 'bundle-stale' }),
    );
  });
});

describe('when rules see only what they were traced to read', () => {
  const runner = new CaseRunner(bundle.wasm);
  const reads = new Map(bundle.rules.map((rule) => [rule.id, rule.reads]));

  it.each(recorded.rules)('says of the cases of $id what they say of the whole', ({ id, config, cases }) => {
    const project = createProjection(reads.get(id) ?? []);
    const inputs = cases.map((recordedCase) => inputOf(recordedCase, recorded) as RuleInput & object);
    const parts = inputs.map((input) => {
      const { now, settings } = input as { now?: unknown; settings?: unknown };
      return { ...project(input), now, settings };
    });
    expect(runner.run(id, config, parts)).toEqual(runner.run(id, config, inputs));
  });
});

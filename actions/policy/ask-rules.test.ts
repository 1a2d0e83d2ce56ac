import { fileURLToPath } from 'node:url';
import { askDistinct } from '@souk/model/policy/ask-distinct.ts';
import { assembleInputs } from '@souk/model/policy/assemble-inputs.ts';
import { readPolicySettings } from '@souk/model/policy/policy-settings.ts';
import { readDiskBundle } from '@souk/policies/engine/open-engine.ts';
import { PolicyEngine } from '@souk/policies/engine/policy-engine.ts';
import { RuleEngine } from '@souk/policies/engine/rule-engine.ts';
import { describe, expect, it } from 'vitest';
import { readWorkTree } from './read-work-tree.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('when the rules are asked one by one about the sample catalog', () => {
  it('gives what they say together', async () => {
    const bundle = await readDiskBundle(`${root}policies`);
    const { catalog } = await readWorkTree(root);
    const settings = readPolicySettings(catalog, catalog);
    const surroundings = { now: '2026-11-22T00:00:00Z', settings };
    const subjects = catalog.records.flatMap((record) =>
      record.manifest === undefined ? [] : [{ record, manifest: record.manifest }],
    );
    const inputs = assembleInputs(subjects, catalog, { settings, isRule: () => true });
    const verdicts = await new PolicyEngine(bundle).evaluate(inputs, surroundings);
    const engine = new RuleEngine(bundle, surroundings);
    for (const rule of bundle.rules) {
      const places = [...inputs.keys()].filter((i) =>
        rule.kinds.some((kind) => kind === inputs[i]?.entity.kind),
      );
      const asked = places.flatMap((i) => {
        const [input, verdict] = [inputs[i], verdicts[i]];
        if (input === undefined || verdict === undefined) return [];
        return [rule.layer === 'risk' ? input : { ...input, risk: { tier: verdict.tier } }];
      });
      expect(askDistinct(engine, rule, asked).map(({ violations }) => violations)).toEqual(
        places.map((i) => verdicts[i]?.violations.filter((violation) => violation.rule.id === rule.id)),
      );
    }
    expect(inputs.length).toBeGreaterThan(50);
  });
});

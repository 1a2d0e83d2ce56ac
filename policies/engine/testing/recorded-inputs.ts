import { readFileSync } from 'node:fs';
import type { PolicyInput, PolicySurroundings } from '@souk/model/policy/policy-input.ts';
import { inputOf, type RecordedCases } from '../../build/recorded-cases.ts';

/** Inputs of the committed cases of the rules, and the surroundings that most of them share. */
export interface RecordedInputs {
  readonly inputs: readonly PolicyInput[];
  readonly app: PolicyInput;
  readonly surroundings: PolicySurroundings;
}

type RecordedInput = PolicyInput & PolicySurroundings & { readonly risk?: unknown };

/** @param dir a policies folder */
export function readRecordedInputs(dir: string): RecordedInputs {
  const recorded = JSON.parse(readFileSync(`${dir}/bundle/cases.json`, 'utf8')) as RecordedCases;
  const { now, settings, ...app } = recorded.bases['app'] as RecordedInput;
  const inputs = recorded.rules.flatMap(({ cases }) =>
    cases.map((one) => ownPart(inputOf(one, recorded) as RecordedInput)),
  );
  return {
    inputs: inputs.filter(({ entity, refs, change }) =>
      [entity, refs, change].every((part) => part !== undefined),
    ),
    app: ownPart({ ...app, now, settings }),
    surroundings: { now, settings },
  };
}

/** What belongs to the entity alone. */
function ownPart({ entity, before, change, refs, evidence }: RecordedInput): PolicyInput {
  return { entity, before, change, refs, evidence };
}

import { isWaivable } from '../waiver/waiver-settings.ts';
import type { JudgedTwice } from './compare-findings.ts';
import type { RuleChange } from './impact.ts';
import type { RulePair } from './pair-rules.ts';

/** The rules that differ, and in what. */
export function describeRuleChanges(
  pairs: readonly RulePair[],
  waivers: JudgedTwice['waivers'],
): RuleChange[] {
  return pairs.flatMap((pair): RuleChange[] => {
    const { id, before, after, causes } = pair;
    const shown = after ?? before;
    if (shown === undefined) return [];
    const { level, stage } = shown;
    if (before === undefined || after === undefined) {
      return [{ id, type: before === undefined ? 'added' : 'removed', level, stage, causes: [], fields: [] }];
    }
    const fields = [
      ...pair.fields.map((field) => ({
        field,
        before: before[field] ?? null,
        after: after[field] ?? null,
      })),
      ...(pair.waivableChanged
        ? [
            {
              field: 'waivable',
              before: isWaivable(id, waivers.before),
              after: isWaivable(id, waivers.after),
            },
          ]
        : []),
    ];
    if (causes.length === 0 && fields.length === 0) return [];
    return [{ id, type: causes.length > 0 ? 'changed' : 'metadata', level, stage, causes, fields }];
  });
}

import { type Stage, stages } from '../lifecycle/stages.ts';
import { isEntry, type Manifest, stageOf } from '../manifest/manifest.ts';
import type { PolicyLevel, PolicyRule } from './policy-rule.ts';

/** How much a violation weighs, and why it weighs less than the rule says. */
export interface EffectiveLevel {
  /** Undefined: nobody but admins hears of it. */
  readonly level: PolicyLevel | undefined;
  readonly because?: string;
}

/**
 * Weighs a violation by how far its rule is rolled out and by how far the entry has come.
 *
 * @param isNew whether it was not there before the change
 */
export function effectiveLevel(rule: PolicyRule, entity: Manifest, isNew: boolean): EffectiveLevel {
  switch (rule.stage) {
    case 'shadow':
      return { level: undefined };
    case 'warn':
      return atMostWarn(rule, 'The rule is being introduced and does not block yet.');
    case 'deny-new':
      if (!isNew) return atMostWarn(rule, 'It was there before this change; new ones are refused.');
      break;
    case 'deny':
  }
  const strict = rule.enforceFrom;
  if (strict !== undefined && isEntry(entity) && reached(stageOf(entity)) < reached(strict as Stage)) {
    return atMostWarn(rule, `It must be right before the entry can be ${strict}.`);
  }
  return { level: rule.level };
}

function atMostWarn({ level }: PolicyRule, because: string): EffectiveLevel {
  return level === 'deny' ? { level: 'warn', because } : { level };
}

function reached(stage: Stage): number {
  return stages.indexOf(stage);
}

import { isEntry, type Manifest, stageOf } from '../manifest/manifest.ts';
import { effectiveLevel } from './effective-level.ts';
import type { PolicyLevel, PolicyRule } from './policy-rule.ts';

/** How much a violation weighs, and why just so much. */
export interface ExplainedLevel {
  /** Undefined: nobody but admins hears of it. */
  readonly level: PolicyLevel | undefined;
  readonly why: string;
}

/** @param isNew whether the violation was not there before the change */
export function explainLevel(rule: PolicyRule, entity: Manifest, isNew: boolean): ExplainedLevel {
  const { level, because } = effectiveLevel(rule, entity, isNew);
  if (level === undefined)
    return { level, why: 'The rule is only being tried out: nobody but admins is told.' };
  if (because !== undefined) return { level, why: because };
  return { level, why: [inForce(rule, isNew), counts(rule, entity)].filter((text) => text !== '').join(' ') };
}

function inForce({ level, stage }: PolicyRule, isNew: boolean): string {
  if (level !== 'deny')
    return level === 'warn' ? 'The rule never does more than warn.' : 'The rule only informs.';
  if (stage === 'deny-new' && isNew) return 'The rule refuses what is new, and this was not there before.';
  return 'The rule is in force.';
}

function counts({ level, enforceFrom }: PolicyRule, entity: Manifest): string {
  if (level !== 'deny' || enforceFrom === undefined || !isEntry(entity)) return '';
  return `The entry is ${stageOf(entity)}, and the rule counts in full from ${enforceFrom} on.`;
}

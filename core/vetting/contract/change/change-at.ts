import { onKey, onValue } from '@souk/model/finding/draft-finding.ts';
import type { ContractRule } from '@souk/model/rule/vetting/contract-rules.ts';
import type { Located } from '../document/located.ts';
import type { ContractChange, Impact } from './contract-change.ts';

/** What a change is about, and who uses that. */
export interface Changed {
  readonly subject: string;
  readonly users: readonly string[];
}

/** Makes changes that concern one thing. */
export function changesOf(
  changed: Changed,
): (rule: ContractRule, impact: Impact, at: Located, what: string, on?: 'key' | 'value') => ContractChange {
  return (rule, impact, { file, pointer }, what, on = 'key') => ({
    ...changed,
    rule,
    impact,
    file,
    place: on === 'key' ? onKey(pointer) : onValue(pointer),
    what,
  });
}

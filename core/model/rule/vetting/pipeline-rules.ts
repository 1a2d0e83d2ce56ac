import { type BuiltInRule, deny, fault } from '../rule-table.ts';

export const pipelineRules = {
  'vetting/failed': fault(
    'What lies beside a manifest can be looked through',
    'A document that nobody could read to its end may hold anything. It is never taken for a good one.',
  ),
  'vetting/settings': fault(
    'The settings of vetting can be used',
    'Without knowing what is demanded, nothing can be held against it.',
  ),
  'vetting/too-large': deny(
    'Files beside a manifest have a size that can be looked through',
    'A file that is too large to be read is one that nobody has looked at.',
  ),
} as const satisfies Record<string, BuiltInRule>;

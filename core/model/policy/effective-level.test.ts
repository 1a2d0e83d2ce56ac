import { describe, expect, it } from 'vitest';
import type { Manifest } from '../manifest/manifest.ts';
import { aConnector, anApp, anInstallation } from '../testing/manifests.ts';
import { aRule } from '../testing/policies.ts';
import { effectiveLevel } from './effective-level.ts';
import type { PolicyRule } from './policy-rule.ts';

const published = anApp();
const INTRODUCED = 'The rule is being introduced and does not block yet.';
const TOLERATED = 'It was there before this change; new ones are refused.';
const LATER = 'It must be right before the entry can be published.';
const inStage = (stage: 'proposed' | 'vetted' | 'deprecated' | 'retired'): Manifest =>
  anApp({ lifecycle: { stage } });
const { lifecycle: _, ...unstaged } = anApp();

describe('when a violation is weighed', () => {
  it.each<
    [
      name: string,
      rule: Partial<PolicyRule>,
      entity: Manifest,
      isNew: boolean,
      level: string | undefined,
      because?: string,
    ]
  >([
    ['a rule in force', {}, published, false, 'deny'],
    ['a rule in force that warns', { level: 'warn' }, published, true, 'warn'],
    ['a rule in force that tells', { level: 'notice' }, published, true, 'notice'],
    ['a shadow rule', { stage: 'shadow' }, published, true, undefined],
    ['a shadow rule that warns', { stage: 'shadow', level: 'warn' }, published, true, undefined],
    ['a rule that is introduced', { stage: 'warn' }, published, true, 'warn', INTRODUCED],
    ['an introduced rule that only tells', { stage: 'warn', level: 'notice' }, published, true, 'notice'],
    ['a ratchet, old', { stage: 'deny-new' }, published, false, 'warn', TOLERATED],
    ['a ratchet, new', { stage: 'deny-new' }, published, true, 'deny'],
    ['a ratchet that tells, old', { stage: 'deny-new', level: 'notice' }, published, false, 'notice'],
    ['an entry before the stage', { enforceFrom: 'published' }, inStage('vetted'), true, 'warn', LATER],
    ['an entry without a stage', { enforceFrom: 'published' }, unstaged, true, 'warn', LATER],
    ['an entry at the stage', { enforceFrom: 'published' }, published, true, 'deny'],
    ['an entry past the stage', { enforceFrom: 'published' }, inStage('deprecated'), true, 'deny'],
    [
      'a connector before the stage',
      { enforceFrom: 'published' },
      aConnector({ lifecycle: { stage: 'proposed' } }),
      true,
      'warn',
      LATER,
    ],
    ['what has no stages', { enforceFrom: 'published' }, anInstallation(), true, 'deny'],
    [
      'a ratchet, new, before the stage',
      { stage: 'deny-new', enforceFrom: 'published' },
      inStage('proposed'),
      true,
      'warn',
      LATER,
    ],
    [
      'a ratchet, old, before the stage',
      { stage: 'deny-new', enforceFrom: 'published' },
      inStage('proposed'),
      false,
      'warn',
      TOLERATED,
    ],
  ])('gives the level and why it is less: %s', (_name, rule, entity, isNew, level, because) => {
    const weighed = effectiveLevel(aRule('platform/x', rule), entity, isNew);
    expect(weighed).toEqual({ level, ...(because === undefined ? {} : { because }) });
  });
});

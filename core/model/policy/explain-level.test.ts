import { describe, expect, it } from 'vitest';
import { anApp, anInstallation } from '../testing/manifests.ts';
import { aRule } from '../testing/rules.ts';
import { explainLevel } from './explain-level.ts';

const app = anApp({ lifecycle: { stage: 'published' } });
const draft = anApp({ lifecycle: { stage: 'proposed' } });

describe('when the weight of a violation is explained', () => {
  it.each([
    ['in force', {}, app, false, 'deny', 'The rule is in force.'],
    [
      'in force from a stage on that is reached',
      { enforceFrom: 'vetted' },
      app,
      false,
      'deny',
      'The rule is in force. The entry is published, and the rule counts in full from vetted on.',
    ],
    [
      'in force from a stage on that is not reached',
      { enforceFrom: 'vetted' },
      draft,
      false,
      'warn',
      'It must be right before the entry can be vetted.',
    ],
    [
      'about what has no stages',
      { enforceFrom: 'vetted' },
      anInstallation(),
      false,
      'deny',
      'The rule is in force.',
    ],
    ['on trial', { stage: 'shadow' }, app, true, undefined, 'only being tried out'],
    ['being introduced', { stage: 'warn' }, app, true, 'warn', 'does not block yet'],
    ['a ratchet, and it is old', { stage: 'deny-new' }, app, false, 'warn', 'It was there before'],
    ['a ratchet, and it is new', { stage: 'deny-new' }, app, true, 'deny', 'refuses what is new'],
    ['mild', { level: 'warn' }, app, true, 'warn', 'never does more than warn'],
    ['a note', { level: 'notice' }, app, true, 'notice', 'only informs'],
  ] as const)(
    'says why it weighs so much when the rule is %s',
    (_name, changes, entity, isNew, level, why) => {
      const explained = explainLevel(aRule('org/one', changes), entity, isNew);
      expect(explained.level).toBe(level);
      expect(explained.why).toContain(why);
    },
  );
});

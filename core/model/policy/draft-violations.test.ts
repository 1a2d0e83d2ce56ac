import { describe, expect, it } from 'vitest';
import type { Change } from '../change/change.ts';
import { wholeFile } from '../finding/draft-finding.ts';
import { catalogOf } from '../testing/catalogs.ts';
import { anApp } from '../testing/manifests.ts';
import { aRule, aVerdict, aViolation, settingsOf } from '../testing/policies.ts';
import { draftsOf, type Weighed } from './draft-violations.ts';

const manifest = anApp({ lifecycle: { stage: 'vetted' } });
const [record] = catalogOf([manifest]).records as [Weighed['record']];
const change: Change = { key: record.key, type: 'modified', after: record, attachments: [] };
const license = aRule('developer/license', { message: 'No license.', remediation: 'Declare {what}.' });
const ratchet = aRule('org/ratchet', { stage: 'deny-new' });
const shadow = aRule('org/shadow', { stage: 'shadow' });

const weigh = (subject: Partial<Weighed>, tellShadow = false) =>
  draftsOf(
    { record, manifest, verdict: aVerdict(), own: true, change, ...subject },
    { settings: settingsOf(), shadow: tellShadow },
  );
const levels = (subject: Partial<Weighed>, tellShadow = false): string[] =>
  weigh(subject, tellShadow).map(({ rule, level }) => `${rule} ${level}`);
const found = (...rules: (typeof license)[]): Weighed['verdict'] =>
  aVerdict({ violations: rules.map((rule) => aViolation(rule, '/x')) });

describe('when violations become findings', () => {
  it('says what, where and how to mend it', () => {
    const verdict = aVerdict({ violations: [aViolation(license, '/license', { what: 'one' })] });
    expect(weigh({ verdict })).toEqual([
      {
        rule: 'developer/license',
        level: 'deny',
        path: record.path,
        entity: record.key,
        place: { pointer: '/license', on: 'value' },
        message: 'No license.',
        help: 'Declare one.',
      },
    ]);
  });

  it('says why a violation weighs less', () => {
    const verdict = found({ ...license, enforceFrom: 'published', remediation: 'Mend it.' });
    expect(weigh({ verdict })).toMatchObject([
      { level: 'warn', help: 'Mend it. It must be right before the entry can be published.' },
    ]);
  });

  it('leaves out the layers that decide risk and approval', () => {
    const verdict = found(aRule('risk/x'), aRule('approval/x'), aRule('platform/x'), aRule('org/x'), license);
    expect(levels({ verdict })).toEqual(['platform/x deny', 'org/x deny', 'developer/license deny']);
  });

  it('keeps a shadow rule silent unless it is asked for', () => {
    expect(levels({ verdict: found(shadow) })).toEqual([]);
    expect(levels({ verdict: found(shadow) }, true)).toEqual(['org/shadow notice']);
    expect(levels({ verdict: found(license) }, true)).toEqual(['developer/license deny']);
  });

  it.each<[name: string, subject: Partial<Weighed>, expected: string[]]>([
    ['changed, and new', {}, ['org/ratchet deny', 'developer/license deny']],
    [
      'changed, and there before',
      { verdictBefore: found(ratchet, license) },
      ['org/ratchet warn', 'developer/license deny'],
    ],
    [
      'only affected, and new',
      { own: false, verdictBefore: aVerdict() },
      ['org/ratchet deny', 'developer/license deny'],
    ],
    ['only affected, and there before', { own: false, verdictBefore: found(ratchet, license) }, []],
    [
      'only affected, with nothing to compare',
      { own: false, change: undefined as never },
      ['org/ratchet deny', 'developer/license deny'],
    ],
    [
      'judged without a change, with nothing to compare',
      { change: undefined as never },
      ['org/ratchet warn', 'developer/license deny'],
    ],
    [
      'judged without a change, and there before',
      { change: undefined as never, verdictBefore: found(ratchet) },
      ['org/ratchet warn', 'developer/license deny'],
    ],
    [
      'judged without a change of its own, and new',
      { change: undefined as never, verdictBefore: aVerdict() },
      ['org/ratchet deny', 'developer/license deny'],
    ],
  ])('tells what counts: %s', (_name, subject, expected) => {
    expect(levels({ verdict: found(ratchet, license), ...subject })).toEqual(expected);
  });
});

describe('when rules fail', () => {
  const failures = [
    { rule: aRule('org/broken', { owner: 'legal' }), reason: 'It crashed.' },
    { reason: 'Odd.' },
  ];

  it('says which rule could not judge, and whom to tell', () => {
    expect(weigh({ verdict: aVerdict({ failures }) })).toEqual([
      {
        rule: 'policy/failed',
        path: record.path,
        entity: record.key,
        place: wholeFile,
        message: 'The rule org/broken could not judge this manifest: It crashed.',
        help: 'This is not your fault. Report it to legal with the output of this command.',
      },
      {
        rule: 'policy/failed',
        path: record.path,
        entity: record.key,
        place: wholeFile,
        message: 'The policies could not judge this manifest: Odd.',
        help: 'This is not your fault. Report it to the platform team with the output of this command.',
      },
    ]);
  });

  it('keeps what the other rules found, also on what is only affected', () => {
    const verdict = aVerdict({ violations: [aViolation(license)], failures: failures.slice(0, 1) });
    expect(weigh({ verdict }).map(({ rule }) => rule)).toEqual(['developer/license', 'policy/failed']);
    expect(weigh({ verdict, own: false, verdictBefore: verdict }).map(({ rule }) => rule)).toEqual([
      'policy/failed',
    ]);
  });
});

import { type Finding, startOf } from '@souk/model/finding/finding.ts';
import { describe, expect, it } from 'vitest';
import type { VettingResult } from './vet-entry.ts';
import type { PastVetting, Vettable } from './vettable.ts';
import { vettedCondition } from './vetted-condition.ts';
import { type KnownFinding, vettingEvents } from './vetting-events.ts';

const past: PastVetting = { input: '', verdict: 'pass', advisories: undefined, at: new Date(0) };
const flaw = aFinding('deny', 'lodash has a hole.');

function aFinding(level: Finding['level'], message: string, waivedBy?: string): Finding {
  return {
    ...{ rule: 'vulnerability/known', level, message, help: '', docs: '', location: startOf('a') },
    ...(waivedBy === undefined ? {} : { waivedBy }),
  };
}

function happened(findings: readonly Finding[], before: readonly KnownFinding[], vetted?: PastVetting) {
  const entry: Vettable = {
    key: { kind: 'Connector', id: 'feed' },
    ...{ digest: '', version: '1.0.0', stage: 'published', risk: 'low', commit: undefined },
    ...(vetted === undefined ? {} : { vetted }),
  };
  const result: VettingResult = {
    ...{ findings, unusedWaivers: [], verdict: 'fail', score: undefined, advisories: undefined },
  };
  return vettingEvents(entry, result, before).map(({ type }) => type);
}

describe('when an entry was looked through', () => {
  const [judged, vulnerable] = ['connector.judged', 'connector.vulnerable'];
  it.each<[string, Finding[], KnownFinding[], PastVetting | undefined, string[]]>([
    ['for the first time', [flaw], [], undefined, [judged]],
    ['and something is new that denies', [flaw], [], past, [judged, vulnerable]],
    ['and it denies what it denied before', [flaw], [flaw], past, [judged]],
    ['and what warned denies', [flaw], [aFinding('warn', flaw.message)], past, [judged, vulnerable]],
    ['and a waiver has ended', [flaw], [{ ...flaw, waivedBy: 'w' }], past, [judged, vulnerable]],
    ['and what is new is waived', [aFinding('deny', flaw.message, 'w')], [], past, [judged]],
    ['and what is new only warns', [aFinding('warn', flaw.message)], [], past, [judged]],
  ])('tells of it: %s', (_name, findings, before, vetted, types) => {
    expect(happened(findings, before, vetted)).toEqual(types);
  });
});

describe('when it is said how an entry stands', () => {
  it.each<[string, VettingResult['verdict'], Finding[], string, string, string]>([
    ['nothing', 'pass', [], 'True', 'NothingFound', 'Nothing was found in it.'],
    [
      'a warning',
      'pass',
      [aFinding('warn', 'Old.')],
      'True',
      'OnlyWarnings',
      'Looking through it gives a warning.',
    ],
    [
      'denials',
      'fail',
      [flaw, aFinding('deny', 'More.')],
      'False',
      'Denied',
      'lodash has a hole. (and 1 more)',
    ],
    [
      'a fault',
      'error',
      [flaw, aFinding('error', 'It took too long.')],
      'Unknown',
      'Unfinished',
      'It took too long.',
    ],
  ])('names %s', (_name, verdict, findings, status, reason, message) => {
    expect(vettedCondition({ findings, verdict })).toMatchObject({ status, reason, message });
  });
});

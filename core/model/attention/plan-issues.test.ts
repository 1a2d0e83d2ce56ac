import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IssueStep, type OwnIssue, planIssues, type WantedIssue } from './plan-issues.ts';

const wanted = (subject: string, digest = 'a'): WantedIssue => ({ subject, digest });
const own = (number: number, subject: string, changes: Partial<OwnIssue> = {}): OwnIssue => ({
  ...{ number, subject, digest: 'a', open: true },
  ...changes,
});

describe('when issues are planned', () => {
  it.each<[string, WantedIssue[], OwnIssue[], IssueStep<WantedIssue>[]]>([
    ['opens what is new', [wanted('App/a')], [], [{ do: 'open', issue: wanted('App/a') }]],
    ['leaves what says it already', [wanted('App/a')], [own(1, 'App/a')], []],
    [
      'edits what says something else',
      [wanted('App/a', 'b')],
      [own(1, 'App/a')],
      [{ do: 'edit', number: 1, issue: wanted('App/a', 'b') }],
    ],
    [
      'closes what is mended',
      [],
      [own(1, 'App/a')],
      [{ do: 'close', number: 1, subject: 'App/a', because: 'mended' }],
    ],
    [
      'keeps the older of two',
      [wanted('App/a')],
      [own(2, 'App/a'), own(1, 'App/a')],
      [{ do: 'close', number: 2, subject: 'App/a', because: 'twice' }],
    ],
    ['leaves closed what a person closed', [wanted('App/a')], [own(1, 'App/a', { open: false })], []],
    [
      'opens again what got worse',
      [wanted('App/a', 'b')],
      [own(1, 'App/a', { open: false })],
      [{ do: 'open', issue: wanted('App/a', 'b') }],
    ],
    [
      'opens again what was mended once',
      [wanted('App/a')],
      [own(1, 'App/a', { open: false, digest: 'mended' })],
      [{ do: 'open', issue: wanted('App/a') }],
    ],
  ])('%s', (_name, issues, existing, steps) => {
    expect(planIssues(issues, existing, 20)).toEqual({ steps, left: [] });
  });

  it('opens no more than it may, and says which are left', () => {
    const issues = Array.from({ length: 25 }, (_, i) => wanted(`App/${i}`));
    const { steps, left } = planIssues(issues, [], 20);
    expect([steps.length, left.map(({ subject }) => subject)]).toEqual([
      20,
      issues.slice(20).map(({ subject }) => subject),
    ]);
  });

  it('has nothing left to do once it was done, whatever was there', () => {
    const subject = fc.constantFrom('App/a', 'App/b', 'App/c');
    const digest = fc.constantFrom('a', 'b');
    const issues = fc.uniqueArray(fc.record({ subject, digest }), { selector: (issue) => issue.subject });
    const before = fc.uniqueArray(
      fc.record({
        number: fc.nat(50),
        subject,
        digest: fc.constantFrom('a', 'b', 'mended'),
        open: fc.boolean(),
      }),
      { selector: ({ number }) => number },
    );
    fc.assert(
      fc.property(issues, before, (list, existing) => {
        const after = apply(existing, planIssues(list, existing, 20).steps);
        expect(planIssues(list, after, 20).steps).toEqual([]);
        for (const { subject: one } of list) {
          expect(after.filter((issue) => issue.open && issue.subject === one).length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

function apply(existing: readonly OwnIssue[], steps: readonly IssueStep<WantedIssue>[]): OwnIssue[] {
  const issues = new Map(existing.map((issue) => [issue.number, issue]));
  for (const step of steps) {
    if (step.do === 'open') {
      const number = 100 + issues.size;
      issues.set(number, { number, ...step.issue, open: true });
      continue;
    }
    const issue = issues.get(step.number);
    if (issue === undefined) throw new Error(`There is no issue ${step.number}.`);
    if (step.do === 'edit') issues.set(step.number, { ...issue, digest: step.issue.digest });
    else
      issues.set(step.number, {
        ...issue,
        open: false,
        digest: step.because === 'mended' ? 'mended' : issue.digest,
      });
  }
  return [...issues.values()];
}

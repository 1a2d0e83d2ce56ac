import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import { renderHtml } from '@souk/model/testing/render-html.ts';
import { describe, expect, it } from 'vitest';
import { aChecklistItem, aFinding, anOutcome, aReport, aReview } from '../testing/gate-outcomes.ts';
import { renderComment } from './render-comment.ts';
import { renderJobSummary } from './render-job-summary.ts';

const links = {
  run: 'https://github.com/acme/souk/actions/runs/1',
  docs: (path: string) => `https://github.com/acme/souk/blob/main/${path}`,
};
const comment = (changes: Partial<GateOutcome>): string => renderComment(anOutcome(changes), links);
const text = (changes: Partial<GateOutcome>): string =>
  renderHtml(comment(changes))
    .replace(/<[^>]*>/g, '')
    .replaceAll('\u200b', '')
    .replace(/\s+/g, ' ');
const denied = aReport({ verdict: 'fail', findings: [aFinding()] });

describe('when somebody opens the comment', () => {
  it.each<[name: string, changes: Partial<GateOutcome>, headline: string]>([
    ['ready', {}, '✅ Ready to merge'],
    [
      'ready by itself',
      { autoApproval: { allowed: true, reasons: ['The risk is low.'] } },
      '✅ Ready: nobody has to approve this',
    ],
    [
      'waiting',
      {
        state: 'waiting',
        approvals: {
          satisfied: false,
          checklist: [aChecklistItem(), aChecklistItem({ role: 'owner:finance' })],
          vetoes: [],
          ignored: [],
        },
      },
      '⏳ Nothing to fix. Waiting for 2 approvals: security, the owner (team finance)',
    ],
    [
      'blocked by one finding',
      { state: 'blocked', report: denied },
      '❌ 1 thing to fix before this can merge',
    ],
    [
      'blocked by findings, of which one is excused',
      {
        state: 'blocked',
        report: aReport({
          findings: [aFinding(), aFinding(), aFinding({ waivedBy: 'w' }), aFinding({ level: 'warn' })],
        }),
      },
      '❌ 2 things to fix before this can merge',
    ],
    [
      'blocked by a conflict',
      { state: 'blocked', conflicts: ['catalog/a.yaml'] },
      '❌ Bring your branch up to date before this can merge',
    ],
    [
      'blocked by a change on the base',
      { state: 'blocked', meanwhile: [{ kind: 'App', id: 'a' }] },
      '❌ Bring your branch up to date before this can merge',
    ],
    [
      'blocked by a reviewer',
      {
        state: 'blocked',
        approvals: {
          satisfied: false,
          checklist: [],
          vetoes: [{ by: { id: 1, login: 'x' }, role: 'security' }],
          ignored: [],
        },
      },
      '❌ 1 reviewer asked for changes',
    ],
    ['a fault', { state: 'fault' }, '⚠️ A check failed on our side: not your fault'],
  ])('says first how it stands: %s', (_name, changes, headline) => {
    expect(text(changes)).toMatch(new RegExp(`^ ${headline.replace(/[().]/g, '\\$&')} `));
  });

  it('says where a finding is, what is wrong, how to fix it, and where to read more', () => {
    const told = comment({ state: 'blocked', report: denied });
    expect(told).toContain('`catalog/apps/invoice-scanner/manifest.yaml`');
    expect(told).toContain('**Line 3:** The manifest lacks owner, which is required.<br>→ Add it.');
    expect(told).toContain(
      '[schema/required](https://github.com/acme/souk/blob/main/docs/rules/schema/required.md)',
    );
    expect(told).toContain('`npx souk check`');
  });

  it('keeps what failed on our side apart from what the author has to fix', () => {
    const findings = [aFinding({ message: 'Mine.' }), aFinding({ level: 'error', message: 'Ours.' })];
    const told = text({ state: 'fault', report: aReport({ findings }) });
    expect(told).toMatch(/Re-run failed jobs.*tell the platform team.*1 thing for you to fix/);
    expect(told).toMatch(/What to fix.*Mine\..*What failed on our side.*Ours\./);
  });

  it.each<[name: string, approvals: Partial<GateOutcome['approvals']>, says: RegExp]>([
    [
      'an approval is given',
      { checklist: [aChecklistItem({ missing: 0, approvedBy: [{ id: 1, login: 'paul' }] })] },
      /✓ security, 1 of 1 .* paul/,
    ],
    [
      'an approval is missing',
      { checklist: [aChecklistItem()] },
      /✗ security, 0 of 1 .* hanna-virtanen, tomas-lind/,
    ],
    ['one of two is missing', { checklist: [aChecklistItem({ count: 2 })] }, /✗ security, 1 of 2/],
    ['nobody can give it', { checklist: [aChecklistItem({ canApprove: [] })] }, /Nobody is left\./],
    [
      'many can give it',
      { checklist: [aChecklistItem({ canApprove: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] })] },
      /a, b, c, d, e, f and 2 more/,
    ],
    [
      'somebody asked for changes',
      { vetoes: [{ by: { id: 1, login: 'paul' }, role: 'security' }] },
      /🛑 paul \(security\) asked for changes/,
    ],
    [
      'an approval is stale',
      { ignored: [{ review: aReview({ commit: 'c0ffee99aa' }), because: 'stale' }] },
      /approval of hanna-virtanen does not count: it was given for commit c0ffee99, and the branch is at a1b2c3d4 now/,
    ],
    ['the author approved', { ignored: [{ review: aReview(), because: 'author' }] }, /their own change/],
    ['a stranger approved', { ignored: [{ review: aReview(), because: 'no-role' }] }, /none of the roles/],
    [
      'a colleague approved',
      { ignored: [{ review: aReview(), because: 'team-of-author' }] },
      /of a team of the author/,
    ],
    [
      'one too many approved',
      { ignored: [{ review: aReview(), because: 'not-needed' }] },
      /it is not needed/,
    ],
  ])('tells of approvals: %s', (_name, approvals, says) => {
    const state = { satisfied: false, checklist: [], vetoes: [], ignored: [], ...approvals };
    expect(text({ state: 'waiting', approvals: state })).toMatch(says);
  });

  it.each<[name: string, changes: Partial<GateOutcome>, says: RegExp]>([
    [
      'the risk',
      {
        report: aReport({
          risk: { tier: 'high', reasons: [{ rule: 'r', path: '', text: 'It handles payroll.' }] },
        }),
      },
      /Risk: high It handles payroll\. Not approved automatically: It is a draft\./,
    ],
    [
      'why nobody has to approve',
      { autoApproval: { allowed: true, reasons: ['The risk is low.'] } },
      /Approved automatically\. The risk is low\./,
    ],
    [
      'permissions',
      {
        report: aReport({
          permissions: [
            {
              kind: 'App',
              id: 'a',
              added: [{ what: 'secret', name: 'TOKEN' }],
              removed: [{ what: 'api', name: 'crm' }],
            },
          ],
        }),
      },
      /may newly read the secret TOKEN .* may no longer call the API crm/,
    ],
    [
      'who is affected',
      {
        report: aReport({
          consumers: [
            {
              kind: 'Installation',
              id: 'i',
              app: 'a',
              team: 'finance',
              environment: 'production',
              path: 'p',
            },
          ],
        }),
      },
      /1 installation of 1 team runs what changes here\. i runs a in production: team finance/,
    ],
    [
      'the cost',
      {
        report: aReport({
          cost: {
            monthly: { before: '1.00', after: '2.50', currency: 'EUR' },
            items: [
              { kind: 'Installation', id: 'i', what: 'budget', currency: 'EUR', before: null, after: '1.50' },
            ],
            assumption: 'As declared.',
          },
        }),
      },
      /1\.00 → 2\.50 EUR a month.*Installation\/i budget a month – 1\.50 EUR .*As declared\./,
    ],
    [
      'what it would cost',
      {
        report: aReport({
          costPreview: {
            ...{
              period: '2026-11',
              currency: 'EUR',
              more: 0,
              moreLines: 0,
              problems: [],
              assumption: 'Assumed.',
              command: null,
            },
            total: { before: '1.00', after: '2.50', difference: '1.50' },
            rows: [
              {
                ...{ kind: 'App', id: 'i', installations: { before: 1, after: 1 }, assumed: false },
                ...{ before: '1.00', after: '2.50', difference: '1.50' },
              },
            ],
            lines: [
              { kind: 'App', id: 'i', text: 'calls', before: '1.00', after: '2.50', difference: '1.50' },
            ],
          },
        }),
      },
      /November 2026: 1\.00 → 2\.50 EUR a month, 1\.50 more\..*App\/i 1 1\.00 2\.50 \+1\.50 .*App\/i calls.*Assumed\./,
    ],
    [
      'what exists already',
      {
        report: aReport({
          similar: [
            {
              kind: 'App',
              id: 'b',
              to: { kind: 'App', id: 'a' },
              name: 'Bee',
              owner: 'sales',
              score: 0.62,
              shared: [],
            },
          ],
        }),
      },
      /Bee \(b, team sales\): 62% alike/,
    ],
    [
      'the security score',
      {
        report: aReport({
          scores: [
            {
              ...{ kind: 'App', id: 'a', score: 72, badge: 'verified' },
              parts: [{ id: 'x', title: 'Provenance', points: 10, of: 25, because: 'None.' }],
            },
          ],
        }),
      },
      /Security of App\/a: 72 of 100, verified .* Provenance 10 of 25 None\./,
    ],
    [
      'the queue',
      { state: 'waiting', wait: { position: 2, waiting: 5, medianHours: 6.2, slowHours: 50, sample: 38 } },
      /number 2 of 5 that wait .* last 38 changes like this were merged within 6 hours, and nine in ten within 2 days\./,
    ],
    [
      'the first of the queue, without a past',
      {
        state: 'waiting',
        wait: { position: 1, waiting: 5, medianHours: undefined, slowHours: undefined, sample: 1 },
      },
      /the first of 5 that wait .* Too few changes/,
    ],
    [
      'how to resolve a conflict of a fork',
      {
        conflicts: ['catalog/a.yaml'],
        pull: { ...anOutcome().pull, fromFork: true },
      },
      /catalog\/a\.yaml Press Resolve conflicts .* git merge upstream\/main/,
    ],
    [
      'how to take in what changed meanwhile',
      { meanwhile: [{ kind: 'App', id: 'a' }] },
      /App\/a Press Update branch .* git merge origin\/main/,
    ],
    [
      'files of no entry',
      { strayPaths: ['README.md'] },
      /1 file outside the catalog, judged by people alone README\.md/,
    ],
    ['notes', { notes: ['The labels could not be set.'] }, /The labels could not be set\./],
  ])('tells %s', (_name, changes, says) => {
    expect(text(changes)).toMatch(says);
  });
});

const many = aReport({
  verdict: 'fail',
  findings: Array.from({ length: 3000 }, (_, i) => aFinding({ level: i % 3 === 0 ? 'warn' : 'deny' })),
  consumers: Array.from({ length: 3000 }, (_, i) => ({
    ...{ kind: 'Installation' as const, id: `i-${i}`, app: 'a', team: 't', environment: 'e', path: 'p' },
  })),
});

describe('when there is more to say than there is room for', () => {
  const outcome = anOutcome({ state: 'blocked', report: many });

  it('says how much is left out, and where it is', () => {
    const told = renderComment(outcome, links);
    expect(told.length).toBeLessThan(60_000);
    expect(told).toContain('❌ 2,000 things to fix');
    expect(told).toMatch(/… and [\d,]+ more: all of them are in the full report/);
    expect(told).toMatch(/- … and [\d,]+ more/);
    expect(told).toContain('[full report](https://github.com/acme/souk/actions/runs/1)');
  });

  it('says more in the summary', () => {
    expect(renderJobSummary(outcome, links).length).toBeGreaterThan(renderComment(outcome, links).length * 4);
  });
});

import type { GateOutcome, GateState } from '@souk/model/gate/gate-outcome.ts';
import { hostileText } from '@souk/model/testing/hostile-text.ts';
import { renderHtml, tagsOf, visibleText } from '@souk/model/testing/render-html.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aChecklistItem, aFinding, anOutcome, aReport, aReview } from '../testing/gate-outcomes.ts';
import { renderCheckRun } from './render-check-run.ts';
import { renderComment, verdictMarker } from './render-comment.ts';
import { renderJobSummary } from './render-job-summary.ts';

const links = {
  run: 'https://github.com/acme/souk/actions/runs/1',
  docs: (path: string) => `https://github.com/acme/souk/blob/main/${path}`,
};
const states: readonly GateState[] = ['ready', 'waiting', 'blocked', 'fault'];
const times = fc.constantFrom(0, 1, 3, 40, 300);
const hostileOutcome = fc
  .record({ a: hostileText, b: hostileText, times, state: fc.constantFrom(...states), allowed: fc.boolean() })
  .map(({ a, b, times: n, state, allowed }): GateOutcome => {
    const repeat = <T>(item: T): T[] => Array.from({ length: n }, () => item);
    const key = { kind: 'App' as const, id: a };
    const account = { id: 1, login: b };
    const levels = ['error', 'deny', 'warn', 'notice'] as const;
    const location = { ...aFinding().location, path: a };
    return anOutcome({
      state,
      pull: { ...anOutcome().pull, author: account },
      report: aReport({
        risk: { tier: 'high', reasons: repeat({ rule: a, path: b, text: a, entity: key }) },
        findings: levels.flatMap((level) =>
          repeat(
            aFinding({ level, rule: a, message: b, help: a, docs: b, location, fix: { text: a, label: b } }),
          ),
        ),
        permissions: repeat({
          ...key,
          added: repeat({ what: 'scope' as const, name: b }).slice(0, 30),
          removed: [],
        }),
        cost: {
          monthly: { before: a, after: b, currency: a },
          items: repeat({ ...key, what: 'price', metric: a, unit: b, currency: a, before: a, after: null }),
          assumption: a,
        },
        costPreview: {
          ...{ period: a, currency: b, total: { before: a, after: b, difference: a }, more: n, moreLines: n },
          rows: repeat({
            ...{ ...key, installations: { before: 1, after: 2 }, assumed: false },
            ...{ before: a, after: b, difference: a },
          }),
          lines: repeat({ ...key, text: b, before: a, after: null, difference: b }),
          problems: repeat(a),
          assumption: b,
          command: a,
        },
        consumers: repeat({ ...key, app: b, team: a, environment: b, path: a }),
        similar: repeat({ ...key, to: key, name: a, owner: b, score: 0.5, shared: [a] }),
        scores: repeat({
          ...key,
          ...{ score: 5, badge: 'community' as const },
          parts: [{ id: a, title: a, points: 1, of: 2, because: b }],
        }),
      }),
      approvals: {
        satisfied: false,
        checklist: repeat(
          aChecklistItem({ role: a, reason: b, approvedBy: repeat(account), canApprove: repeat(a) }),
        ),
        vetoes: repeat({ by: account, role: a }),
        ignored: repeat({ review: aReview({ reviewer: account, commit: a }), because: 'stale' }),
      },
      autoApproval: { allowed, reasons: repeat(a) },
      meanwhile: repeat(key),
      conflicts: repeat(a),
      strayPaths: repeat(b),
      notes: repeat(a),
    });
  });

const ours = [
  ...[
    'a',
    'blockquote',
    'br',
    'code',
    'details',
    'em',
    'b',
    'h2',
    'h3',
    'li',
    'p',
    'pre',
    'strong',
    'sub',
    'summary',
  ],
  ...['table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul'],
];

describe('when every text is of somebody who means harm', () => {
  it('keeps to the limit, has one marker, and is no markup but ours', () => {
    fc.assert(
      fc.property(hostileOutcome, (outcome) => {
        const told = renderComment(outcome, links);
        expect(Buffer.byteLength(told)).toBeLessThan(60_000);
        expect(told.startsWith(verdictMarker)).toBe(true);
        expect(told.match(/<!--/g)).toHaveLength(1);
        const html = renderHtml(told);
        expect(tagsOf(html).filter((tag) => !ours.includes(tag))).toEqual([]);
        expect(html.match(/<details>/g)?.length).toBe(html.match(/<\/details>/g)?.length);
        expect(visibleText(html)).not.toMatch(/@\w|#\d|\bgh-\d|\bwww\.|:\/\/|[\u202a-\u202e\u2066-\u2069]/i);
        expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href)).not.toContainEqual(
          expect.not.stringMatching(/^https:\/\/github\.com\/acme\/souk\//),
        );
      }),
      { numRuns: 25 },
    );
  });

  it('keeps to the limits of check runs and summaries', () => {
    fc.assert(
      fc.property(hostileOutcome, (outcome) => {
        const { title, summary, text: details } = renderCheckRun(outcome, links);
        expect(title.length).toBeLessThanOrEqual(255);
        expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(65_535);
        expect(Buffer.byteLength(details)).toBeLessThanOrEqual(65_535);
        expect(Buffer.byteLength(renderJobSummary(outcome, links))).toBeLessThan(1024 * 1024);
      }),
      { numRuns: 10 },
    );
  });
});

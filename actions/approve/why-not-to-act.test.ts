import type { Review } from '@souk/model/approval/review.ts';
import { describe, expect, it } from 'vitest';
import { type Decision, digestReviews, parseDecisions } from '../gate/decision.ts';
import { type PresentState, whyNotToAct } from './why-not-to-act.ts';

const [head, base, other] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];
const review = (changed: Partial<Review> = {}): Review => ({
  reviewer: { id: 7, login: 'vera' },
  state: 'approved',
  commit: head,
  submittedAt: '2026-11-22T10:00:00Z',
  ...changed,
});
const decision: Decision = {
  ...{
    pull: 12,
    state: 'ready',
    head,
    base,
    into: 'main',
    reviews: digestReviews([review()]),
    merge: 'direct',
  },
  autoApproval: { allowed: false, reasons: [] },
};
const present: PresentState = {
  pull: {
    ...{ state: 'open', draft: false, labels: ['risk: low'] },
    head: { sha: head, ref: 'topic', owner: 'ana', repo: 'acme/souk' },
    base: { sha: base, ref: 'main' },
  },
  reviews: [review()],
  base,
};
const pull = (changed: Partial<PresentState['pull']>): PresentState => ({
  ...present,
  pull: { ...present.pull, ...changed },
});

describe('when a decision is about to be acted on', () => {
  it.each<[name: string, state: PresentState]>([
    ['nothing changed', present],
    ['somebody commented', { ...present, reviews: [review(), review({ state: 'commented' })] }],
  ])('is acted on: %s', (_name, state) => {
    expect(whyNotToAct(decision, state)).toBeUndefined();
  });

  it.each<[name: string, state: PresentState, because: RegExp]>([
    ['closed', pull({ state: 'closed' }), /closed/],
    ['pushed to', pull({ head: { ...present.pull.head, sha: other } }), /new commits/],
    ['retargeted', pull({ base: { sha: base, ref: 'side' } }), /another branch/],
    ['made a draft', pull({ draft: true }), /draft/],
    ['held', pull({ labels: ['hold'] }), /holds it/],
    ['dismissed', { ...present, reviews: [review({ state: 'dismissed' })] }, /reviewed/],
    ['taken back', { ...present, reviews: [review(), review({ state: 'changes-requested' })] }, /reviewed/],
    ['somebody else', { ...present, reviews: [review({ reviewer: { id: 8, login: 'vera' } })] }, /reviewed/],
    ['of another commit', { ...present, reviews: [review({ commit: other })] }, /reviewed/],
    ['gone', { ...present, reviews: [] }, /reviewed/],
    ['main moved', { ...present, base: other }, /has moved/],
  ])('says why it is not: %s', (_name, state, because) => {
    expect(whyNotToAct(decision, state)).toMatch(because);
  });

  it('leaves it to the queue that main has moved', () => {
    expect(whyNotToAct({ ...decision, merge: 'queue' }, { ...present, base: other })).toBeUndefined();
  });
});

describe('when decisions are read', () => {
  const text = (decisions: unknown): string => JSON.stringify({ schema: 'souk.decisions/v1', decisions });

  it('returns what was written', () => {
    expect(parseDecisions(text([decision])).decisions).toEqual([decision]);
  });

  it.each<[name: string, text: string]>([
    ['no JSON', '{'],
    ['another file', '{"schema":"souk.report/v1"}'],
    ['nothing', 'null'],
    ['no list', text({})],
    ['holes', text([null])],
    ['a decision without a head', text([{ ...decision, head: undefined }])],
    ['a decision for no number', text([{ ...decision, pull: '12; rm' }])],
  ])('refuses %s', (_name, broken) => {
    expect(() => parseDecisions(broken)).toThrow(SyntaxError);
  });
});

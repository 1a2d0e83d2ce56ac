import { describe, expect, it } from 'vitest';
import { account, aRequirement, aReview, aRole, HEAD, holders, type Login } from '../testing/reviews.ts';
import { type ApprovalSources, evaluateApprovals } from './evaluate-approvals.ts';
import type { Review } from './review.ts';

const teams: Partial<Record<string, readonly string[]>> = {
  ana: ['finance'],
  fay: ['finance', 'security'],
};

function evaluate(sources: Partial<ApprovalSources> = {}) {
  return evaluateApprovals({
    requirements: [aRequirement()],
    reviews: [],
    head: HEAD,
    authors: [account('ana')],
    settings: { roles: new Map(), severalRoles: false },
    teamsOf: ({ login }) => new Set(teams[login.toLowerCase()] ?? []),
    ...sources,
  });
}

/** Why each approval does not count, by login. */
const ignored = (state: ReturnType<typeof evaluate>): string[] =>
  state.ignored.map(({ review, because }) => `${review.reviewer.login}: ${because}`);
const approvers = (state: ReturnType<typeof evaluate>): string[][] =>
  state.checklist.map(({ approvedBy }) => approvedBy.map(({ login }) => login));

const platform = aRequirement({ holders: holders('ben', 'cleo', 'ana') });
const security = aRequirement({ role: 'security', holders: holders('dan', 'fay'), independent: true });

describe('when one approval is needed', () => {
  it.each<[name: string, reviews: Review[], satisfied: boolean, because: string[]]>([
    ['nobody reviewed', [], false, []],
    ['a holder approves the head', [aReview('ben')], true, []],
    ['a holder approves an earlier commit', [aReview('ben', { commit: 'beef' })], false, ['ben: stale']],
    ['the commit is not known', [aReview('ben', { commit: undefined })], false, ['ben: stale']],
    ['the author approves', [aReview('ana')], false, ['ana: author']],
    ['a stranger approves', [aReview('eva')], false, ['eva: no-role']],
    ['an account with a part of the login', [aReview({ id: 90, login: 'be' })], false, ['be: no-role']],
    ['an account with more than the login', [aReview({ id: 90, login: 'ben2' })], false, ['ben2: no-role']],
    ['the login is in another case', [aReview({ id: 2, login: 'Ben' })], true, []],
    ['a holder comments', [aReview('ben', { state: 'commented' })], false, []],
    ['a comment follows the approval', [aReview('ben'), aReview('ben', { state: 'commented' })], true, []],
    [
      'changes are requested after the approval',
      [aReview('ben'), aReview('ben', { state: 'changes-requested' })],
      false,
      [],
    ],
    [
      'an approval follows the request for changes',
      [aReview('ben', { state: 'changes-requested' }), aReview('ben')],
      true,
      [],
    ],
    ['the approval was dismissed', [aReview('ben', { state: 'dismissed' })], false, []],
    ['a second one is not needed', [aReview('ben'), aReview('cleo')], true, ['cleo: not-needed']],
  ])('returns whether it is there: %s', (_name, reviews, satisfied, because) => {
    const state = evaluate({ requirements: [platform], reviews });
    expect(state.satisfied).toBe(satisfied);
    expect(ignored(state)).toEqual(because);
  });
});

describe('when nothing is needed', () => {
  it('returns satisfied', () => {
    expect(evaluate({ requirements: [] })).toEqual({
      satisfied: true,
      checklist: [],
      vetoes: [],
      ignored: [],
    });
  });
});

describe('when somebody wrote a commit of the change', () => {
  it.each([
    ['by id', { id: 2, login: 'somebody-else' }],
    ['by login', { id: 99, login: 'BEN' }],
  ])('does not count their approval, %s', (_name, author) => {
    const state = evaluate({
      requirements: [platform],
      reviews: [aReview('ben')],
      authors: [account('ana'), author],
    });
    expect(state.satisfied).toBe(false);
    expect(ignored(state)).toEqual(['ben: author']);
  });
});

describe('when a login is pinned to an account', () => {
  const pinned = aRequirement({ holders: [{ github: 'ben', githubId: 2, standsIn: false }] });
  it.each([
    ['that account', 2, true],
    ['an account that took the login over', 77, false],
  ])('returns whether it counts: %s', (_name, id, satisfied) => {
    expect(evaluate({ requirements: [pinned], reviews: [aReview({ id, login: 'ben' })] }).satisfied).toBe(
      satisfied,
    );
  });
});

describe('when a role is held by nobody', () => {
  it('returns an item that nobody can give', () => {
    const state = evaluate({ requirements: [aRequirement({ holders: [] })], reviews: [aReview('ben')] });
    expect(state.satisfied).toBe(false);
    expect(state.checklist[0]).toMatchObject({ missing: 1, canApprove: [] });
  });
});

describe('when the count is not a number', () => {
  it('is never satisfied', () => {
    const requirements = [aRequirement({ count: Number.NaN })];
    expect(evaluate({ requirements, reviews: [aReview('ben')] }).satisfied).toBe(false);
  });
});

describe('when a role has to be independent of the author', () => {
  it.each<[name: string, by: Login, authors: Login[], satisfied: boolean, because: string[]]>([
    ['somebody of no team of the author', 'dan', ['ana'], true, []],
    ['somebody of a team of the author', 'fay', ['ana'], false, ['fay: team-of-author']],
    ['somebody of a team of who wrote a commit', 'fay', ['eva', 'ana'], false, ['fay: team-of-author']],
    ['somebody of another team', 'fay', ['eva'], true, []],
  ])('returns whether it counts: %s', (_name, by, authors, satisfied, because) => {
    const state = evaluate({
      requirements: [security],
      reviews: [aReview(by)],
      authors: authors.map(account),
    });
    expect(state.satisfied).toBe(satisfied);
    expect(ignored(state)).toEqual(because);
  });

  it('names only people who would count', () => {
    expect(evaluate({ requirements: [security] }).checklist[0]?.canApprove).toEqual(['dan']);
  });

  it('lets the same person count for a role that does not ask for it', () => {
    const requirements = [aRequirement({ holders: holders('fay') }), security];
    const state = evaluate({ requirements, reviews: [aReview('fay')] });
    expect(approvers(state)).toEqual([['fay'], []]);
  });
});

describe('when people hold several roles', () => {
  const a = aRequirement({ role: 'a', holders: holders('ben', 'cleo') });
  const b = aRequirement({ role: 'b', holders: holders('ben') });
  const c = aRequirement({ role: 'c', holders: holders('ben', 'cleo', 'dan') });
  const several = { roles: new Map(), severalRoles: true };

  it.each<[name: string, sources: Partial<ApprovalSources>, approvedBy: string[][], satisfied: boolean]>([
    ['one for one role', { requirements: [a, b], reviews: [aReview('ben')] }, [['ben'], []], false],
    [
      'the assignment that fills both',
      { requirements: [a, b], reviews: [aReview('ben'), aReview('cleo')] },
      [['cleo'], ['ben']],
      true,
    ],
    [
      'a chain of moves',
      { requirements: [c, a, b], reviews: [aReview('ben'), aReview('cleo'), aReview('dan')] },
      [['dan'], ['cleo'], ['ben']],
      true,
    ],
    [
      'one for each role that is held, where that is allowed',
      { requirements: [a, b], reviews: [aReview('ben')], settings: several },
      [['ben'], ['ben']],
      true,
    ],
    [
      'one approval as one even then',
      { requirements: [{ ...c, count: 2 }], reviews: [aReview('ben')], settings: several },
      [['ben']],
      false,
    ],
  ])('counts %s', (_name, sources, approvedBy, satisfied) => {
    const state = evaluate(sources);
    expect(approvers(state)).toEqual(approvedBy);
    expect(state.satisfied).toBe(satisfied);
  });

  it('names those whose approval would free another', () => {
    const state = evaluate({ requirements: [a, b], reviews: [aReview('ben')] });
    expect(state.checklist.map(({ missing, canApprove }) => ({ missing, canApprove }))).toEqual([
      { missing: 0, canApprove: [] },
      { missing: 1, canApprove: ['cleo'] },
    ]);
  });

  it('returns the same assignment however often it is asked', () => {
    const sources = { requirements: [c, a, b], reviews: [aReview('dan'), aReview('cleo'), aReview('ben')] };
    expect(evaluate(sources)).toEqual(evaluate(sources));
  });
});

describe('when approvals are still to come', () => {
  it('names regular holders, then those who stand in, without who approved and who wrote it', () => {
    const requirement = aRequirement({
      count: 3,
      holders: [{ github: 'aaron', standsIn: true }, ...holders('gil', 'dan', 'Ana', 'ben')],
    });
    const state = evaluate({
      requirements: [requirement],
      reviews: [aReview('ben'), aReview('dan', { commit: 'beef' })],
    });
    expect(state.checklist[0]).toMatchObject({ missing: 2, canApprove: ['dan', 'gil', 'aaron'] });
  });
});

describe('when a holder of a role that vetoes requests changes', () => {
  const roles = new Map([
    ['security', aRole({ id: 'security', holders: holders('dan', 'fay', 'ana'), vetoes: true })],
    ['platform', aRole({ holders: holders('ben') })],
  ]);
  const no = (by: Login, changes: Partial<Review> = {}): Review =>
    aReview(by, { state: 'changes-requested', ...changes });
  const dismissed = (by: Login, dismissal?: Review['dismissal']): Review =>
    aReview(by, { state: 'dismissed', ...(dismissal === undefined ? {} : { dismissal }) });
  const was = 'changes-requested';

  it.each<[name: string, reviews: Review[], vetoes: string[]]>([
    ['on the head', [no('dan')], ['dan']],
    ['on an earlier commit', [no('dan', { commit: 'beef' })], ['dan']],
    ['after an approval', [aReview('dan'), no('dan')], ['dan']],
    ['and approves later', [no('dan'), aReview('dan')], []],
    ['and approves an earlier commit later', [no('dan'), aReview('dan', { commit: 'beef' })], []],
    ['and comments later', [no('dan'), aReview('dan', { state: 'commented' })], ['dan']],
    ['without the role', [no('ben')], []],
    ['with a login much like that of a holder', [aReview({ id: 90, login: 'da' }, { state: was })], []],
    ['and a holder dismisses it', [dismissed('dan', { was, by: account('fay') })], []],
    ['and takes it back', [dismissed('dan', { was, by: account('dan') })], []],
    ['and somebody without the role dismisses it', [dismissed('dan', { was, by: account('ben') })], ['dan']],
    ['and the author dismisses it', [dismissed('dan', { was, by: account('ana') })], ['dan']],
    ['and who dismissed it is not known', [dismissed('dan')], ['dan']],
    ['and only an approval is dismissed', [dismissed('dan', { was: 'approved', by: account('ben') })], []],
    ['as two of them do', [no('dan'), no('fay')], ['dan', 'fay']],
  ])('returns what stands: %s', (_name, reviews, expected) => {
    const state = evaluate({ requirements: [], reviews, settings: { roles, severalRoles: false } });
    expect(state.vetoes.map(({ by }) => by.login)).toEqual(expected);
    expect(state.satisfied).toBe(expected.length === 0);
  });
});

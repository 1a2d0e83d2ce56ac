import type { Threat } from './defence.ts';

const scenarios = 'actions/e2e/scenarios/approvals.e2e.test.ts';
const evaluation = 'core/model/approval/evaluate-approvals.test.ts';

export const approvals: readonly Threat[] = [
  {
    attack: 'Approve, then push',
    defences: [
      {
        name: 'approval-of-head',
        summary: 'An approval counts for the commit that it was given for',
        file: 'core/model/approval/weigh-approval.ts',
        from: 'return commit === head ?',
        to: 'return commit !== undefined ?',
        tests: [
          { file: evaluation, title: 'a holder approves an earlier commit' },
          { file: scenarios, title: 'lets no approval of an older commit count' },
        ],
      },
    ],
  },
  {
    attack: 'Approvals of oneself, dismissed or superseded ones, logins that look alike',
    defences: [
      {
        name: 'not-the-author',
        summary: 'Nobody approves a change of their own',
        file: 'core/model/approval/weigh-approval.ts',
        from: "  if (eligibility.isAuthor(reviewer)) return { review, because: 'author' };\n",
        to: '',
        tests: [{ file: evaluation, title: 'the author approves' }],
      },
      {
        name: 'not-who-wrote-a-commit',
        summary: 'Nor whoever wrote a commit of it',
        file: 'actions/gate/read-pull-facts.ts',
        from: ', ...commits.accounts],',
        to: '],',
        tests: [{ file: scenarios, title: 'does not count whoever wrote a commit of it' }],
      },
      {
        name: 'not-dismissed',
        summary: 'A dismissed approval counts for nothing',
        file: 'core/model/approval/evaluate-approvals.ts',
        from: "state === 'approved'",
        to: "state !== 'changes-requested'",
        tests: [
          { file: evaluation, title: 'the approval was dismissed' },
          { file: scenarios, title: 'takes an approval away that is dismissed' },
        ],
      },
      {
        name: 'latest-review',
        summary: 'The latest review of a person counts, by the id of the account',
        file: 'core/model/approval/latest-reviews.ts',
        from: 'return inOrder.filter((review) => last.get(review.reviewer.id) === review);',
        to: 'return inOrder;',
        tests: [{ file: 'core/model/approval/latest-reviews.test.ts', title: 'the later of two' }],
      },
      {
        name: 'whole-login',
        summary: 'Logins are compared whole',
        file: 'core/model/approval/is-person.ts',
        from: 'return a.toLowerCase() === b.toLowerCase();',
        to: 'return a.toLowerCase().includes(b.toLowerCase());',
        tests: [
          { file: evaluation, title: 'an account with more than the login' },
          { file: scenarios, title: 'counts nobody whose login only looks like that of a reviewer' },
        ],
      },
      {
        name: 'pinned-account',
        summary: 'A login that is pinned to an account counts for that account only',
        file: 'core/model/approval/is-person.ts',
        from: '(holder.githubId === undefined || holder.githubId === account.id)',
        to: 'true',
        tests: [{ file: evaluation, title: 'when a login is pinned to an account' }],
      },
      {
        name: 'one-role-a-person',
        summary: 'One person does not stand for two roles',
        file: 'core/model/approval/fill-checklist.ts',
        from: 'severalRoles ? eligible.includes(item) : itemOf[i] === item',
        to: 'eligible.includes(item)',
        tests: [
          { file: evaluation, title: 'when people hold several roles' },
          { file: scenarios, title: 'does not count one person for two roles' },
        ],
      },
      {
        name: 'independent-role',
        summary: 'The team of the author does not stand for a role that has to be independent',
        file: 'core/model/approval/create-eligibility.ts',
        from: 'independent && !teamsOf(person).isDisjointFrom(teams)',
        to: 'false && independent',
        tests: [{ file: evaluation, title: 'when a role has to be independent of the author' }],
      },
    ],
  },
  {
    attack: 'Changes to what others own, or against the objection of security',
    defences: [
      {
        name: 'owner-consent',
        summary: 'The team that owns an entry has to agree',
        file: 'core/model/approval/require-owner-consent.ts',
        from: '.filter(({ speakers }) => !speakers.some((speaker) => isPerson(sources.author, speaker)));',
        to: '.filter(() => false);',
        tests: [
          {
            file: 'core/model/approval/assemble-requirements.test.ts',
            title: 'when an entity is changed by somebody of another team',
          },
          {
            file: 'actions/e2e/scenarios/low-risk.e2e.test.ts',
            title: 'waits for the team that owns it, and not for anybody else',
          },
        ],
      },
      {
        name: 'veto',
        summary: 'Changes requested by security block, whatever else is approved',
        file: 'core/model/approval/standing-vetoes.ts',
        from: "return state === 'changes-requested' ||",
        to: 'return',
        tests: [
          { file: evaluation, title: 'when a holder of a role that vetoes requests changes' },
          { file: scenarios, title: 'is blocked by changes that security requests' },
        ],
      },
      {
        name: 'veto-outlives-dismissal',
        summary: 'The author cannot dismiss such a veto',
        file: 'core/model/approval/standing-vetoes.ts',
        from: 'return holds(dismissal.by, role) && !authors.some((author) => maybeSame(author, dismissal.by));',
        to: 'return true;',
        tests: [{ file: scenarios, title: 'keeps a veto that the author dismisses' }],
      },
    ],
  },
];

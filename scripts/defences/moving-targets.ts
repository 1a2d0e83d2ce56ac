import type { Threat } from './defence.ts';

const moving = 'actions/e2e/scenarios/moving.e2e.test.ts';

export const movingTargets: readonly Threat[] = [
  {
    attack: 'The head moves between check, verdict and merge',
    defences: [
      {
        name: 'head-of-event',
        summary: 'An event of an older commit leads to nothing',
        file: 'actions/gate/verdict-of-pull.ts',
        from: "if (question.head !== undefined && question.head !== pull.head.sha) return { state: 'moved', number };",
        to: '',
        tests: [{ file: moving, title: 'writes nothing for an event of an older commit' }],
      },
      {
        name: 'head-of-objects',
        summary: 'The fetched commit has to be the one that the API names',
        file: 'actions/gate/judge-head.ts',
        from: 'if (head !== pull.head.sha) return undefined;',
        to: '',
        tests: [{ file: 'actions/gate/judge-head.test.ts', title: 'is not judged' }],
      },
      {
        name: 'head-before-publishing',
        summary: 'The head is looked at again before anything is published',
        file: 'actions/gate/verdict-of-pull.ts',
        from: ' && current.head.sha === pull.head.sha',
        to: '',
        tests: [
          { file: moving, title: 'writes nothing when a commit arrives between judging and publishing' },
        ],
      },
      {
        name: 'merge-bound-to-head',
        summary: 'A merge names the commit that was judged, and GitHub refuses another',
        file: 'core/github/merge-pull.ts',
        from: 'pull_number: number, sha, merge_method',
        to: 'pull_number: number, merge_method',
        tests: [{ file: 'core/github/merge-pull.test.ts', title: 'when a pull request is merged' }],
      },
      {
        name: 'two-pulls-one-head',
        summary: 'Of several pull requests with one head only the oldest is judged',
        file: 'actions/gate/verdict-of-pull.ts',
        from: 'oldest < number',
        to: 'false',
        tests: [
          { file: 'actions/e2e/scenarios/untrusted.e2e.test.ts', title: 'judges the older, and says so' },
        ],
      },
    ],
  },
  {
    attack: 'A decision is acted on that no longer holds',
    defences: [
      {
        name: 'reviews-still-hold',
        summary: 'A review that came or went since stops it',
        file: 'actions/approve/why-not-to-act.ts',
        from: "  if (digestReviews(reviews) !== decision.reviews) return 'it was reviewed meanwhile.';\n",
        to: '',
        tests: [
          { file: 'actions/approve/why-not-to-act.test.ts', title: 'dismissed' },
          {
            file: 'actions/e2e/scenarios/approvals.e2e.test.ts',
            title: 'does not act on a decision when a review changed in between',
          },
        ],
      },
      {
        name: 'base-still-holds',
        summary: 'A base that moved since stops it',
        file: 'actions/approve/why-not-to-act.ts',
        from: "if (base !== decision.base && decision.merge !== 'queue')",
        to: 'if (false)',
        tests: [
          { file: 'actions/approve/why-not-to-act.test.ts', title: 'main moved' },
          { file: moving, title: 'does not merge on a base that moved after the verdict' },
        ],
      },
    ],
  },
  {
    attack: 'The same entity changes on the base meanwhile',
    defences: [
      {
        name: 'changed-meanwhile',
        summary: 'Refused, though Git could merge the files',
        file: 'core/model/gate/changed-meanwhile.ts',
        from: 'moved.has(formatKey(key))',
        to: 'false',
        tests: [
          { file: 'core/model/gate/changed-meanwhile.test.ts', title: 'when the base moved on' },
          { file: moving, title: 'refuses what changes an entity that changed on main too' },
        ],
      },
    ],
  },
];

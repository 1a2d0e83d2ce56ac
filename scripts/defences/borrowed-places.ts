import type { Threat } from './defence.ts';

const scenarios = 'actions/e2e/scenarios';

export const borrowedPlaces: readonly Threat[] = [
  {
    attack: 'A manifest is hidden below another, or files are claimed that lay there before',
    defences: [
      {
        name: 'uncovered',
        summary: 'What a manifest.yaml hides or uncovers is judged as removed or new',
        file: 'core/model/change/assemble-changes.ts',
        from: 'for (const { key } of uncovered(base, head, changedPaths)) keys.set(formatKey(key), key);',
        to: '',
        tests: [
          { file: 'core/model/change/assemble-changes.test.ts', title: 'takes what it uncovers for new' },
          { file: `${scenarios}/covers.e2e.test.ts`, title: 'judges the app that comes to light' },
        ],
      },
      {
        name: 'settings-in-their-place',
        summary: 'Settings are read from their place, wherever else such a manifest lies',
        file: 'core/model/catalog/marketplace-of.ts',
        from: 'records.find(({ path }) => path === HOME) ??',
        to: '',
        tests: [{ file: 'core/model/catalog/marketplace-of.test.ts', title: 'one that sorts before' }],
      },
      {
        name: 'stray-in-any-tree',
        summary: 'A file that belonged to nobody needs the roles of its place, though a new entity claims it',
        file: 'actions/gate/judge-pull.ts',
        from: '(inBase && context.base.ownerOf(path) === undefined) ||',
        to: '',
        tests: [{ file: `${scenarios}/covers.e2e.test.ts`, title: 'claims nothing that lay there before' }],
      },
      {
        name: 'guarded-places',
        summary: 'Places that the settings name need their roles, whoever the files belong to',
        file: 'core/model/approval/require-path-roles.ts',
        from: '[...new Set([...strayPaths, ...guarded])]',
        to: 'strayPaths',
        tests: [
          {
            file: 'core/model/approval/assemble-requirements.test.ts',
            title: 'asks for places that the settings name',
          },
          { file: `${scenarios}/covers.e2e.test.ts`, title: 'asks them in two steps as well' },
        ],
      },
    ],
  },
  {
    attack: 'Somebody speaks in the name of another',
    defences: [
      {
        name: 'unmarked-request',
        summary: 'What Souk opened and somebody else pushed to lets nothing in',
        file: 'actions/gate/read-pull-facts.ts',
        from: 'whyUnknown(commits.complete, isOurs && requester === undefined)',
        to: 'whyUnknown(commits.complete, false)',
        tests: [
          {
            file: `${scenarios}/whose-change.e2e.test.ts`,
            title: 'lets nothing in that was pushed to its branch',
          },
        ],
      },
      {
        name: 'words-of-another',
        summary: 'A request that somebody else edited does not count as that of its author',
        file: 'actions/request/propose-change.ts',
        from: 'sender === undefined || sender.id === requester.id',
        to: 'sender !== undefined',
        tests: [
          {
            file: `${scenarios}/whose-change.e2e.test.ts`,
            title: 'does not take the words of one for those of another',
          },
        ],
      },
      {
        name: 'review-by-head',
        summary: 'A review finds its pull request by the commit, wherever the branch lies',
        file: 'actions/gate/run-verdict.ts',
        from: '{ base: gate.branch, sha: target.head }',
        to: "{ base: 'dev', sha: target.head }",
        tests: [
          {
            file: `${scenarios}/whose-change.e2e.test.ts`,
            title: 'finds it where the branch goes into another one as well',
          },
        ],
      },
    ],
  },
];

import type { Threat } from './defence.ts';

export const judgedByBase: readonly Threat[] = [
  {
    attack: 'The change edits the workflow, the policies, the owners or the settings that judge it',
    defences: [
      {
        name: 'settings-of-base',
        summary: 'How approvals are counted is read from the base',
        file: 'actions/gate/judge-head.ts',
        from: 'readApprovalSettings(judgement.context.base)',
        to: 'readApprovalSettings(judgement.context.head)',
        tests: [
          {
            file: 'actions/e2e/scenarios/moving.e2e.test.ts',
            title: 'is judged by the policies, the settings and the teams of main',
          },
        ],
      },
      {
        name: 'teams-of-base',
        summary: 'Who owns and who belongs to a team is read from the base',
        file: 'actions/gate/assemble-outcome.ts',
        from: 'const { changes, base } = context;',
        to: 'const { changes, head: base } = context;',
        tests: [
          {
            file: 'actions/e2e/scenarios/moving.e2e.test.ts',
            title: 'asks the team that owns an entry, though its author joins that team',
          },
        ],
      },
      {
        name: 'roles-for-paths',
        summary: 'Files outside the catalog need the roles of their place',
        file: 'core/model/approval/require-path-roles.ts',
        from: 'return longest?.roles ?? FALLBACK_ROLES;',
        to: 'return [];',
        tests: [
          {
            file: 'core/model/approval/assemble-requirements.test.ts',
            title: 'when files outside the catalog change',
          },
        ],
      },
      {
        name: 'owners-of-workflows',
        summary: 'Code owners have to agree to changes of workflows',
        file: '.github/CODEOWNERS',
        from: '/.github/                 @acme/platform-engineering @acme/security\n',
        to: '',
        tests: [
          {
            file: 'scripts/workflow-rules/code-owners.test.ts',
            title: 'finds an owner of what decides over changes',
          },
        ],
      },
      {
        name: 'owners-of-teams',
        summary: 'Code owners have to agree to changes of teams',
        file: '.github/CODEOWNERS',
        from: '/catalog/teams/           @acme/platform-engineering\n',
        to: '',
        tests: [
          {
            file: 'scripts/workflow-rules/code-owners.test.ts',
            title: 'finds an owner of what decides over changes',
          },
        ],
      },
    ],
  },
  {
    attack: 'A check or a note that somebody else made under our name',
    defences: [
      {
        name: 'own-check',
        summary: 'Only a check of our app is ours, whatever its name',
        file: 'core/github/find-check-run.ts',
        from: 'run.app?.slug === appSlug &&',
        to: '',
        tests: [{ file: 'core/github/publish-check-run.test.ts', title: 'one of another app has the name' }],
      },
      {
        name: 'own-request-mark',
        summary: 'For whom Souk made a commit is believed of our app only',
        file: 'core/github/read-requester.ts',
        from: 'run.app?.slug === appSlug && ',
        to: '',
        tests: [{ file: 'core/github/read-requester.test.ts', title: 'marked by another app' }],
      },
      {
        name: 'request-mark-of-commit',
        summary: 'The mark counts for the one commit that it hangs on',
        file: 'core/github/read-requester.ts',
        from: ' && run.head_sha === sha',
        to: '',
        tests: [{ file: 'core/github/read-requester.test.ts', title: 'with the mark of another commit' }],
      },
    ],
  },
];

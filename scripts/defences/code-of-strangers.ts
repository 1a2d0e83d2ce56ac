import type { Threat } from './defence.ts';

export const codeOfStrangers: readonly Threat[] = [
  {
    attack: 'Code of the change runs where secrets and write tokens are',
    defences: [
      {
        name: 'no-head-checkout',
        summary: 'The trusted workflow checks out the default branch, never the head',
        file: '.github/workflows/verdict.yml',
        from: 'github.event.repository.default_branch',
        to: 'github.event.pull_request.head.sha',
        tests: [
          {
            file: 'scripts/workflow-rules/workflows.test.ts',
            title: 'when the workflows of this repository are looked at',
          },
          {
            file: 'actions/e2e/scenarios/moving.e2e.test.ts',
            title: 'is judged by the policies, the settings and the teams of main',
          },
        ],
      },
      {
        name: 'checkout-rule',
        summary: 'A rule for workflows refuses a checkout of the head where a token can write',
        file: 'scripts/workflow-rules/check-workflow.ts',
        from: "guarded && inputs['ref'] !== DEFAULT_BRANCH",
        to: "inputs['ref'] === ''",
        tests: [
          {
            file: 'scripts/workflow-rules/check-workflow.test.ts',
            title: 'checks out the head by its commit',
          },
        ],
      },
      {
        name: 'objects-only',
        summary: 'The merge is made of Git objects: no filter, hook or merge driver runs',
        file: 'core/git/merge-commits.ts',
        from: '  const { exitCode, output } =',
        to: "  await runGitAnswer(repository.dir, ['checkout', '--force', '--detach', head], [0]);\n  const { exitCode, output } =",
        tests: [
          {
            file: 'core/git/merge-commits.test.ts',
            title: 'runs no filter or merge driver that the change asks for',
          },
        ],
      },
      {
        name: 'no-permissions-by-default',
        summary: 'A workflow may do nothing but what each job asks for',
        file: '.github/workflows/verdict.yml',
        from: 'permissions: {}\n\n',
        to: '',
        tests: [
          {
            file: 'scripts/workflow-rules/workflows.test.ts',
            title: 'when the workflows of this repository are looked at',
          },
        ],
      },
      {
        name: 'read-only-feedback',
        summary: 'A job that runs what the change says can write nothing',
        file: '.github/workflows/feedback.yml',
        from: 'and a token that can only read.\n    permissions:\n      contents: read',
        to: 'and a token that can only read.\n    permissions:\n      contents: write',
        tests: [
          {
            file: 'scripts/workflow-rules/workflows.test.ts',
            title: 'when the workflows of this repository are looked at',
          },
        ],
      },
    ],
  },
  {
    attack: 'Tests of a connector look for secrets, the network or the job around them',
    defences: [
      {
        name: 'no-network',
        summary: 'Tests run in a name space without a network',
        file: 'actions/connector-test/isolation.ts',
        from: "(network ? [] : ['--net'])",
        to: '[]',
        tests: [
          { file: 'actions/connector-test/run-connector-test.e2e.test.ts', title: 'reaches no network' },
        ],
      },
      {
        name: 'empty-environment',
        summary: 'Nothing of the environment of the runner is handed on',
        file: 'actions/connector-test/sandbox.ts',
        from: '    PATH: path,',
        to: '    ...process.env,\n    PATH: path,',
        tests: [{ file: 'actions/connector-test/run-connector-test.e2e.test.ts', title: 'finds no secret' }],
      },
      {
        name: 'hidden-folders',
        summary: 'The folders of the job are found empty',
        file: 'actions/connector-test/sandbox.ts',
        from: 'hidden: network ? confined : [...confined, ...SOCKETS]',
        to: 'hidden: []',
        tests: [
          {
            file: 'actions/connector-test/run-connector-test.e2e.test.ts',
            title: 'finds the folders of the job empty',
          },
        ],
      },
      {
        name: 'no-install-scripts',
        summary: 'Packages are installed without their scripts',
        file: 'actions/connector-test/plan-tests.ts',
        from: "'--ignore-scripts', ",
        to: '',
        tests: [
          {
            file: 'actions/connector-test/plan-tests.test.ts',
            title: 'when the tests of a connector are looked for',
          },
        ],
      },
      {
        name: 'no-isolation-no-run',
        summary: 'Where a runner cannot keep them apart, they are not run',
        file: 'actions/connector-test/run-connector-test.ts',
        from: "isolation === undefined && !context.flag('allow-network')",
        to: 'false',
        tests: [
          {
            file: 'actions/connector-test/run-connector-test.e2e.test.ts',
            title: 'when the runner cannot keep tests apart',
          },
        ],
      },
    ],
  },
];

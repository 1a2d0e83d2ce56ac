import type { Threat } from './defence.ts';

const terraform = 'controller/src/provision/terraform';
const plans = `${terraform}/pull-plans`;
const service = `${plans}/create-pull-plan-service.test.ts`;

/** What a module would do is planned before anybody has approved it. */
export const plannedModules: readonly Threat[] = [
  {
    attack: 'A pull request has modules planned that nobody agreed to, or reads secrets that way',
    defences: [
      {
        name: 'plans-for-own-branches',
        summary: 'Nothing of a fork is planned',
        file: `${plans}/choose-pulls.ts`,
        from: 'isOwn && ',
        to: '',
        tests: [
          { file: `${plans}/choose-pulls.test.ts`, title: 'none of a fork' },
          { file: service, title: 'of a fork' },
        ],
      },
      {
        name: 'plans-after-the-verdict',
        summary: 'Nothing is planned that policy has refused',
        file: `${plans}/create-pull-plan-service.ts`,
        from: "if (verdict === 'passed') await",
        to: 'await',
        tests: [{ file: service, title: 'that policy has refused' }],
      },
      {
        name: 'plans-read-known-secrets',
        summary: 'A plan reads secrets that the installation has already, and no others',
        file: `${plans}/plan-proposal.ts`,
        from: 'secrets: new Set(known.map(({ reference }) => reference)),',
        to: 'secrets: new Set(step.instance.secrets.map(({ reference }) => reference)),',
        tests: [{ file: service, title: 'tells once what would be done' }],
      },
      {
        name: 'plan-within-its-block',
        summary: 'What a plan shows is a block of code that nothing in it ends',
        file: `${plans}/render-plan-comment.ts`,
        from: "'`'.repeat(longest + 1)",
        to: "'`'.repeat(3)",
        tests: [{ file: `${plans}/render-plan-comment.test.ts`, title: 'lets no plan end its block' }],
      },
    ],
  },
  {
    attack: 'Configuration becomes code of Terraform',
    defences: [
      {
        name: 'values-apart-from-code',
        summary: 'The module that Souk writes holds names, and its values lie in a file without expressions',
        file: `${terraform}/module/render-root.ts`,
        from: '[variable, {}])),',
        to: '[variable, { default: [...values.values()][0] }])),',
        tests: [
          { file: `${terraform}/module/render-root.test.ts`, title: 'is the same whatever the values are' },
        ],
      },
      {
        name: 'module-below-its-folder',
        summary: 'An entry of a manifest names a module of that entry',
        file: `${terraform}/module/locate-module.ts`,
        from: " || path.split('/').includes('..')",
        to: '',
        tests: [{ file: `${terraform}/module/locate-module.test.ts`, title: 'a way out of the folder' }],
      },
    ],
  },
];

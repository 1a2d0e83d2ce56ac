import type { Difference } from './difference.ts';
import type { RepositorySettings } from './repository-settings.ts';

interface Demand {
  readonly place: string;
  readonly expected: string;
  /** What it is instead; undefined when it is as it has to be. */
  readonly found: (settings: RepositorySettings, hasApp: boolean) => string | undefined;
}

const UNSEEN = 'nothing that can be seen';

const demands: readonly Demand[] = [
  {
    place: 'Settings › Actions › Workflow permissions',
    expected: 'read repository contents',
    found: ({ workflowPermissions }) =>
      workflowPermissions === 'read' ? undefined : (workflowPermissions ?? UNSEEN),
  },
  {
    place: 'Settings › Actions › Allow GitHub Actions to create and approve pull requests',
    expected: 'off, since an app approves',
    found: ({ actionsMayApprove }, hasApp) =>
      hasApp && actionsMayApprove !== false ? onOrOff(actionsMayApprove) : undefined,
  },
  {
    place: 'Settings › Actions › Allow GitHub Actions to create and approve pull requests',
    expected: 'on, since there is no app that approves',
    found: ({ actionsMayApprove }, hasApp) =>
      !hasApp && actionsMayApprove !== true ? onOrOff(actionsMayApprove) : undefined,
  },
  {
    place: 'Settings › Actions › Approval for running fork pull request workflows',
    expected: 'all external contributors',
    found: ({ isPrivate, forkApproval }) =>
      isPrivate || forkApproval === 'all_external_contributors' ? undefined : (forkApproval ?? UNSEEN),
  },
  {
    place: 'Settings › Actions › Send write tokens to workflows from pull requests',
    expected: 'off',
    found: ({ privateForks }) => (privateForks?.getWriteTokens === true ? 'on' : undefined),
  },
  {
    place: 'Settings › Actions › Send secrets to workflows from pull requests',
    expected: 'off',
    found: ({ privateForks }) => (privateForks?.getSecrets === true ? 'on' : undefined),
  },
  {
    place: 'Settings › Environments › souk',
    expected: 'open to selected branches alone: any other could read the key of the app',
    found: ({ environment }, hasApp) => {
      if (!hasApp || environment?.restrictsBranches === true) return undefined;
      return environment === undefined ? 'no such environment' : 'open to all branches';
    },
  },
];

/** Which settings make the gate unsafe. @param hasApp whether an app of its own publishes the verdict */
export function compareSettings(settings: RepositorySettings, hasApp: boolean): readonly Difference[] {
  return demands.flatMap(({ place, expected, found }) => {
    const instead = found(settings, hasApp);
    return instead === undefined ? [] : [{ place, expected, found: instead }];
  });
}

function onOrOff(value: boolean | undefined): string {
  if (value === undefined) return UNSEEN;
  return value ? 'on' : 'off';
}

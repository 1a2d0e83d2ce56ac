import type { RunningController } from './start-controller.ts';

/** The line that says where the marketplace is and what is in it. */
export function renderReady({
  url,
  status,
  counts,
}: Pick<RunningController, 'url' | 'status' | 'counts'>): string {
  const { source, branch, commit, error, ready } = status();
  const { App = 0, Connector = 0 } = counts().byKind;
  const entries = App + Connector === 1 ? '1 entry' : `${App + Connector} entries`;
  if (!ready) return `Souk is open at ${url} (no catalog yet: ${error ?? 'it is still being read'})`;
  const from = placeOf(source, branch, commit);
  return error === undefined
    ? `Souk is open at ${url} (${entries} from ${from})`
    : `Souk is open at ${url} (${entries}, last good state: ${error})`;
}

/** Where a newcomer sees a connector of the sample at work. */
export function renderDoubles(pages: { readonly crm: string; readonly chat: string } | undefined): string[] {
  if (pages === undefined) return [];
  return [
    '',
    'The connector "CRM to Slack Lead Alerts" runs here, against doubles of both systems:',
    `  enter a lead at    ${pages.crm}`,
    `  and see it told at ${pages.chat}`,
  ];
}

function placeOf(
  source: 'git' | 'worktree' | 'folder',
  branch: string | undefined,
  commit: string | undefined,
): string {
  switch (source) {
    case 'git':
      return `${branch}@${commit?.slice(0, 7)}`;
    case 'worktree':
      return 'the working tree';
    case 'folder':
      return 'the folder';
  }
}

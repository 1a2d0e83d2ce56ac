import { readCommitCatalog } from '@souk/git/read-catalog.ts';
import { openRepository, resolveCommit } from '@souk/git/repository.ts';
import { openPullRequest } from '@souk/github/open-pull-request.ts';
import { readViewer } from '@souk/github/read-viewer.ts';
import type { RepositoryClient } from '@souk/github/repository-client.ts';
import type { Answers } from '@souk/model/request/read-answers.ts';
import type { RequestProblem } from '@souk/model/request/request.ts';
import type { CheckOutcome } from '../check/run-check.ts';
import type { FileWriter } from '../import/ports.ts';
import { type DraftChange, draftChange } from '../request/draft-change.ts';
import { identityOf } from '../request/identity-of.ts';
import { judgeDraft } from '../request/judge-draft.ts';
import { renderInstallPull } from './render-install-pull.ts';

/** Where the file goes. */
export type InstallTarget =
  | { readonly type: 'folder'; readonly writer: FileWriter }
  | {
      readonly type: 'pull-request';
      readonly client: RepositoryClient;
      /** Branch that it goes into. */
      readonly base: string;
      /** `https://github.com`, or that of an Enterprise server. */
      readonly serverUrl: string;
    };

export type InstallResult =
  | { readonly kind: 'unclear'; readonly problems: readonly RequestProblem[] }
  /** Nothing was written. */
  | { readonly kind: 'refused'; readonly outcome: CheckOutcome }
  | {
      readonly kind: 'done';
      readonly outcome: CheckOutcome;
      readonly path: string;
      readonly text: string;
      /** Absent where the file was written. */
      readonly pull?: { readonly number: number; readonly url: string };
    };

/**
 * Makes the installation that answers ask for, once the checks let it in.
 *
 * @param folder checkout of the catalog; its last commit is what the change is judged against
 * @throws {GitError} {GitHubError}
 */
export async function runInstall(
  folder: string,
  answers: Answers,
  target: InstallTarget,
): Promise<InstallResult> {
  const repository = await openRepository(folder);
  const commit = await resolveCommit(repository.dir, 'HEAD');
  const { catalog } = await readCommitCatalog(repository, commit);
  const drafted = await draftChange('installation', answers, catalog);
  if (!drafted.ok) return { kind: 'unclear', problems: drafted.problems };
  const outcome = await judgeDraft(folder, commit, drafted.draft);
  if (outcome.report.verdict !== 'pass') return { kind: 'refused', outcome };
  const [file] = drafted.draft.files;
  if (file === undefined) throw new Error('An installation is one file.');
  const done = { kind: 'done', outcome, ...file } as const;
  if (target.type === 'pull-request')
    return { ...done, pull: await propose(target, drafted.draft, answers.get('reason')) };
  await target.writer.write(file.path, file.text);
  return done;
}

async function propose(
  { client, base, serverUrl }: Extract<InstallTarget, { type: 'pull-request' }>,
  { title, files }: DraftChange,
  reason: string | undefined,
) {
  const { account } = await readViewer(client);
  const [, id = ''] = title.split('/');
  return openPullRequest(client, {
    ...{ branch: `souk/install-${id}`, base, title, files, message: title },
    body: renderInstallPull(files, reason),
    author: identityOf(account, serverUrl),
  });
}

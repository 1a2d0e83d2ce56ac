import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { isGitHubError } from '@souk/github/github-error.ts';
import { listPullsOfBranch } from '@souk/github/list-pulls-of-branch.ts';
import { markRequester } from '@souk/github/mark-requester.ts';
import { type NewPullRequest, openPullRequest } from '@souk/github/open-pull-request.ts';
import { readViewer } from '@souk/github/read-viewer.ts';
import type { RepositoryClient } from '@souk/github/repository-client.ts';
import type { Action } from '@souk/model/lifecycle/deadline.ts';
import { setDeprecation } from '@souk/model/lifecycle/set-deprecation.ts';
import { setStage } from '@souk/model/lifecycle/set-stage.ts';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import type { Clock } from '../../clock.ts';
import type { GitHubEffects } from '../../github/create-github-effects.ts';
import type { LifecycleCase } from '../lifecycle-case.ts';
import type { Propose } from '../propose.ts';
import type { SubjectFacts } from '../subject-facts.ts';

export interface ProposePorts {
  /** Undefined where the catalog is not on GitHub. */
  readonly github: GitHubEffects | undefined;
  readonly branch: () => string | undefined;
  readonly currentSnapshot: () => CatalogSnapshot | undefined;
  readonly clock: Clock;
}

/** Between the announcement of a deprecation that Souk proposes and its sunset; who reviews it may choose another day. */
const SUNSET_DAYS = 180;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Proposes by pull request what the controller does not do itself: it never changes the catalog. */
export function createPropose({ github, branch, currentSnapshot, clock }: ProposePorts): Propose {
  return async (one, action, subject) => {
    if (action === 'suspend' || action === 'deprovision') return undefined;
    const [base, snapshot] = [branch(), currentSnapshot()];
    if (github === undefined || base === undefined || snapshot === undefined)
      return `The catalog is not on GitHub, so this has to be done by hand: ${byHand[action]} (${subject.path}).`;
    const edit = await planEdit(action, subject, snapshot, clock.now());
    if (edit === undefined) return `${subject.path} could not be edited: ${byHand[action]}.`;
    const client = github.openClient();
    const name = `souk/${action}/${one.subject.kind.toLowerCase()}-${one.subject.id}-${dayOf(one.dueAt)}`;
    // What people merged or closed was decided.
    if ((await listPullsOfBranch(client, name)).length > 0) return undefined;
    await open(client, { branch: name, base, ...edit, ...wordsOf(one, action, subject) });
    return undefined;
  };
}

const byHand = {
  'clean-up': 'remove its file',
  review: 'decide whether it is to be deprecated',
  retire: 'set its stage to retired',
} as const;

type Edit = Pick<NewPullRequest, 'files' | 'removed'>;

async function planEdit(
  action: Exclude<Action, 'suspend' | 'deprovision'>,
  { path }: SubjectFacts,
  snapshot: CatalogSnapshot,
  now: Date,
): Promise<Edit | undefined> {
  if (action === 'clean-up') return { files: [], removed: [path] };
  const before = await snapshot.readText(path);
  const sunset = new Date(now.getTime() + SUNSET_DAYS * DAY_MS);
  const text =
    action === 'retire'
      ? setStage(before, 'retired')
      : setDeprecation(before, { announced: dayOf(now), sunset: dayOf(sunset) });
  return text === undefined ? undefined : { files: [{ path, text }] };
}

async function open(client: RepositoryClient, proposal: NewPullRequest): Promise<void> {
  const { account, appSlug } = await readViewer(client);
  try {
    await openPullRequest(client, {
      ...proposal,
      // What an app opens without saying for whom, the gate takes for the change of somebody unknown.
      ...(appSlug === undefined
        ? {}
        : {
            onCommitted: (sha: string) =>
              markRequester(client, { ...mark, sha, appSlug, requester: account }),
          }),
    });
  } catch (error) {
    // A branch of that name is there: this was proposed before the process was killed.
    if (!isGitHubError(error, 'rejected')) throw error;
  }
}

function wordsOf(
  one: LifecycleCase,
  action: Exclude<Action, 'suspend' | 'deprovision'>,
  { name }: SubjectFacts,
): Pick<NewPullRequest, 'title' | 'body' | 'message'> {
  const key = formatKey(one.subject);
  const title = {
    'clean-up': `Remove ${key}, which has ended`,
    review: `Deprecate ${key}?`,
    retire: `Retire ${key}`,
  }[action];
  const what = {
    'clean-up': `**${name}** was taken down on ${dayOf(one.dueAt)}; its file says nothing any more that is so.`,
    review: `**${name}** came to its deadline (${one.trigger}) on ${dayOf(one.dueAt)}. Merge this to deprecate it, after adding a replacement or a migration guide, or close it to keep it as it is.`,
    retire: `The sunset of **${name}** has passed, and its grace is over.`,
  }[action];
  const told = one.done.filter(({ type }) => type === 'notice').map(({ at }) => dayOf(at));
  return { title, message: title, body: `${what}\n\nIts owners were told on ${told.join(', ')}.` };
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

const mark = {
  title: 'Made by Souk itself',
  summary: 'Nobody asked for this: something came to its deadline.',
};

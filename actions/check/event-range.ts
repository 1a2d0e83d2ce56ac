import { parentsOf } from '@souk/git/parents-of.ts';
import { mergeBase, type Repository, resolveCommit } from '@souk/git/repository.ts';
import type { ActionContext } from '../runtime/action-context.ts';
import { ActionFault } from '../runtime/action-fault.ts';
import type { ActionEvent, PullRequestEvent } from '../runtime/parse-event.ts';
import { parseEvent } from '../runtime/parse-event.ts';

/** Two commits of a repository. */
export interface EventRange {
  /** Undefined for what the head has beyond the main branch. */
  readonly base: string | undefined;
  readonly head: string;
}

/**
 * The change that is to be judged: what the inputs `base` and `head` name, else what the event is about.
 *
 * @throws {GitError} `unknown-revision`, `no-common-history` when the clone lacks what the event is about
 * @throws {ActionFault} `event` when there is nothing to judge
 */
export async function readRange(
  { input, event }: Pick<ActionContext, 'input' | 'event'>,
  repository: Repository,
): Promise<EventRange> {
  const [base, head] = [input('base'), input('head')];
  const commitOf = (revision: string): Promise<string> => resolveCommit(repository.dir, revision);
  if (head !== '')
    return { base: base === '' ? undefined : await commitOf(base), head: await commitOf(head) };
  const range = await findEventRange(repository, parseEvent(event));
  return base === '' ? range : { ...range, base: await commitOf(base) };
}

/** What an event is about, as far as the repository has it; what is checked out where the event tells of no change. */
async function findEventRange(repository: Repository, event: ActionEvent): Promise<EventRange> {
  switch (event.kind) {
    case 'pull-request':
      return findPullRange(repository, event);
    case 'merge-group':
      return { base: event.base.sha, head: event.head.sha };
    case 'push':
      if (event.after === undefined)
        throw new ActionFault('event', `${event.ref} is gone: nothing to judge.`);
      return { base: event.before, head: event.after };
    case 'workflow-run':
    case 'issue':
    case 'dispatch':
    case 'schedule':
      return { base: undefined, head: await resolveCommit(repository.dir, 'HEAD') };
  }
}

/** Where the merge result is checked out, it is what is judged; the event may name a base that has moved since. */
async function findPullRange({ dir }: Repository, { base, head }: PullRequestEvent): Promise<EventRange> {
  const checkedOut = await resolveCommit(dir, 'HEAD');
  const [first, second] = await parentsOf(dir, checkedOut);
  if (first !== undefined && second === head.sha) return { base: first, head: checkedOut };
  return { base: await mergeBase(dir, base.sha, head.sha), head: await resolveCommit(dir, head.sha) };
}

import type { ActionEvent } from '../runtime/parse-event.ts';

/** What is to be judged. */
export type GateTarget =
  | {
      readonly kind: 'pull';
      readonly number: number;
      /** Commit that the event is about; undefined when it is about whatever is there now. */
      readonly head: string | undefined;
    }
  /** The pull request with this head, wherever its branch lies. */
  | { readonly kind: 'head'; readonly head: string }
  /** What the merge queue is about to make of the branch. */
  | {
      readonly kind: 'group';
      readonly number: number;
      readonly base: string;
      readonly head: string;
      /** Full name of its branch. */
      readonly ref: string;
    }
  /** Every open pull request: the branch that they go into has moved. */
  | { readonly kind: 'open-pulls' }
  | { readonly kind: 'none'; readonly because: string };

/** Name that the merge queue gives to its branches. */
const queueBranch = /\/pr-(\d+)-[0-9a-f]+$/;

/**
 * @param asked number of a pull request that the step names
 * @param branch the branch that is guarded
 */
export function gateTargetOf(event: ActionEvent, asked: number | undefined, branch: string): GateTarget {
  if (asked !== undefined) return { kind: 'pull', number: asked, head: undefined };
  switch (event.kind) {
    case 'pull-request':
      if (event.action === 'closed') return none(`Pull request #${event.number} is closed.`);
      if (event.base.ref === branch) return { kind: 'pull', number: event.number, head: event.head.sha };
      return none(
        `Pull request #${event.number} goes into ${event.base.ref}; only what goes into ${branch} is judged.`,
      );
    case 'workflow-run':
      return { kind: 'head', head: event.sha };
    case 'merge-group': {
      const number = queueBranch.exec(event.head.ref)?.[1];
      if (number === undefined) return none(`${event.head.ref} is no branch of the merge queue.`);
      return {
        kind: 'group',
        number: Number(number),
        base: event.base.sha,
        head: event.head.sha,
        ref: event.head.ref,
      };
    }
    case 'push':
      return event.ref === `refs/heads/${branch}`
        ? { kind: 'open-pulls' }
        : none(`${event.ref} is not ${branch}.`);
    case 'dispatch':
    case 'schedule':
      return { kind: 'open-pulls' };
    case 'issue':
      return none('An issue has nothing to judge.');
  }
}

function none(because: string): GateTarget {
  return { kind: 'none', because };
}

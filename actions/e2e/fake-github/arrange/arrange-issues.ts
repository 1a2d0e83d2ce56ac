import { addComment } from '../operations/comment-operations.ts';
import { openIssue, setState } from '../operations/issue-operations.ts';
import { labelIssue } from '../operations/label-operations.ts';
import type { Comment, Issue, World } from '../state/world.ts';
import { userOf } from './arrange-people.ts';

export interface IssueOptions {
  readonly author: string;
  readonly title: string;
  readonly body?: string;
  readonly labels?: readonly string[];
}

/** What people do to issues; all but opening is for pull requests too. */
export interface IssueArrangement {
  openIssue(options: IssueOptions): Issue;
  comment(number: number, options: { readonly by: string; readonly body: string }): Comment;
  /** Makes these the labels. */
  label(number: number, names: readonly string[], options: { readonly by: string }): void;
  close(number: number, options: { readonly by: string }): void;
}

export function arrangeIssues(world: World): IssueArrangement {
  return {
    openIssue: ({ author, title, body = '', labels = [] }) => {
      const issue = openIssue(world, { title, body, author: userOf(world, author) });
      labelIssue(world, issue, labels, { user: issue.author });
      return issue;
    },
    comment: (number, { by, body }) => addComment(world, number, userOf(world, by), body),
    label: (number, names, { by }) =>
      labelIssue(world, requireIssue(world, number), names, { user: userOf(world, by) }),
    close: (number, { by }) =>
      setState(world, requireIssue(world, number), 'closed', { user: userOf(world, by) }),
  };
}

function requireIssue({ issues }: World, number: number): Issue {
  const issue = issues.get(number);
  if (issue === undefined) throw new Error(`There is no issue or pull request ${number}.`);
  return issue;
}

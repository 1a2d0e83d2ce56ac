import type { Remark } from '../remark.ts';
import { get, placeOf, scalarText } from '../yaml/placed-value.ts';
import type { WorkflowCheck } from './workflow-check.ts';

const PRIVILEGED = ['pull_request_target', 'workflow_run', 'issue_comment'];

/** Where the head of a pull request is named. */
const HEAD =
  /github\.(?:head_ref|event\.pull_request\.head\.|event\.pull_request\.merge_commit_sha|event\.workflow_run\.head_)|refs\/pull\/|\bpr\/|steps\..{1,80}\.(?:head_sha|head_ref)/;

/** Whether a workflow with secrets fetches code that anybody can propose. */
export const checkCheckout: WorkflowCheck = ({ events, uses, scripts }) => {
  const event = PRIVILEGED.find((name) => events.includes(name));
  if (event === undefined) return [];
  const checkouts = uses
    .filter(({ reference }) => /^actions\/checkout@/i.test(scalarText(reference) ?? ''))
    .flatMap(({ step }) => [get(step, 'with', 'ref'), get(step, 'with', 'repository')])
    .filter((field) => HEAD.test((scalarText(field) ?? '').slice(0, 1000)));
  const commands = scripts
    .filter(({ text }) =>
      /\b(?:gh\s+pr\s+checkout|git\s+(?:fetch|checkout|pull|merge)\b.{0,200}(?:refs\/)?pull\/)/.test(text),
    )
    .map(({ field }) => field);
  return [...checkouts, ...commands].map(
    (field): Remark => ({
      rule: 'workflow/untrusted-checkout',
      message: `A workflow on ${event} fetches the head of the pull request, and runs with secrets.`,
      help: 'Use the event pull_request for what touches proposed code, and hand results on as artifacts.',
      place: placeOf(field),
    }),
  );
};

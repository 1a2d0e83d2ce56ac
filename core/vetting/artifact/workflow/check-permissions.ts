import { type Remark, startOfFile } from '../remark.ts';
import { get, isGiven, type PlacedValue, placeOf, scalarText } from '../yaml/placed-value.ts';
import type { WorkflowCheck } from './workflow-check.ts';

/** Whether the token of the workflow may do no more than it needs. */
export const checkPermissions: WorkflowCheck = ({ root, jobs }) => {
  if (jobs.length === 0) return [];
  const top = get(root, 'permissions');
  const open = [top, ...jobs.map(({ value }) => get(value, 'permissions'))].filter(
    (field) => scalarText(field) === 'write-all',
  );
  return [...(isGiven(top) ? [] : [remarkMissing(root)]), ...open.map(remarkOpen)];
};

function remarkMissing(root: PlacedValue): Remark {
  const jobs = get(root, 'jobs');
  return {
    rule: 'workflow/permissions',
    message: 'The workflow names no permissions; expected a list before its jobs.',
    help: 'Write `permissions: {}` or `contents: read` at the top, and more for the job that needs it.',
    place: isGiven(jobs) ? placeOf(jobs, 'key') : startOfFile,
  };
}

function remarkOpen(field: PlacedValue): Remark {
  return {
    rule: 'workflow/permissions',
    message: 'write-all lets the token change everything in the repository.',
    help: 'List the permissions that are needed.',
    place: placeOf(field),
  };
}

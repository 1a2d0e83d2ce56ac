import { matchesGlob } from 'node:path/posix';
import type { ReadWorkflow } from './read-workflow.ts';
import type { WorkflowEvent } from './workflow-event.ts';

interface Filters {
  readonly types?: readonly string[];
  readonly branches?: readonly string[];
  readonly 'branches-ignore'?: readonly string[];
  readonly paths?: readonly string[];
  readonly 'paths-ignore'?: readonly string[];
  readonly workflows?: readonly string[];
}

/** Types that count when a workflow names none. */
const USUAL_TYPES: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
  pull_request_target: ['opened', 'synchronize', 'reopened'],
};

/** Whether an event starts a workflow: by the `on` of the workflow with its filters. */
export function matchesTrigger({ events }: ReadWorkflow, event: WorkflowEvent): boolean {
  if (!Object.hasOwn(events, event.name)) return false;
  const filters: Filters = events[event.name] ?? {};
  const types = filters.types ?? USUAL_TYPES[event.name];
  const action = event.payload['action'];
  return (
    (types === undefined || typeof action !== 'string' || types.includes(action)) &&
    (filters.workflows === undefined || filters.workflows.includes(event.workflow ?? '')) &&
    (event.branch === undefined || selects(filters.branches, filters['branches-ignore'], [event.branch])) &&
    (event.paths === undefined || selects(filters.paths, filters['paths-ignore'], event.paths))
  );
}

/** Whether at least one value is among the wanted ones, and not all of them are to be ignored. */
function selects(
  wanted: readonly string[] | undefined,
  ignored: readonly string[] | undefined,
  values: readonly string[],
): boolean {
  if (wanted !== undefined) return values.some((value) => isWanted(value, wanted));
  if (ignored !== undefined)
    return !values.every((value) => ignored.some((pattern) => matchesGlob(value, pattern)));
  return true;
}

/** The last pattern that matches decides; one with `!` takes away. */
function isWanted(value: string, patterns: readonly string[]): boolean {
  const last = patterns.findLast((pattern) => matchesGlob(value, pattern.replace(/^!/, '')));
  return last !== undefined && !last.startsWith('!');
}

import { fieldsOf, itemsOf } from '../plain-value.ts';
import { entries, get, isGiven, items, type PlacedValue, scalarText } from '../yaml/placed-value.ts';
import { readScope, type Scope } from './scope.ts';

export interface WorkflowFile {
  readonly root: PlacedValue;
  /** Names of the events that start it. */
  readonly events: readonly string[];
  readonly jobs: readonly WorkflowJob[];
  /** Each `run` and each script that an action is handed. */
  readonly scripts: readonly WorkflowScript[];
  /** Each `uses`, of steps and of jobs. */
  readonly uses: readonly WorkflowUse[];
  /** Each `env`, of the workflow, its jobs and its steps. */
  readonly scopes: readonly Scope[];
}

export interface WorkflowJob {
  readonly name: string;
  readonly value: PlacedValue;
}

export interface WorkflowUse {
  readonly reference: PlacedValue;
  readonly step: PlacedValue;
}

export interface WorkflowScript {
  readonly text: string;
  readonly field: PlacedValue;
  /** False for scripts that another program than a POSIX shell reads. */
  readonly isShell: boolean;
  /** Where its variables come from. */
  readonly scopes: readonly Scope[];
}

/** Reads a workflow, or the description of a composite action. */
export function readWorkflow(root: PlacedValue): WorkflowFile {
  const jobs = entries(get(root, 'jobs')).map(([name, value]): WorkflowJob => ({ name, value }));
  const shared = readScope(root);
  const jobScopes = jobs.map(({ value }) => ({ value, scope: readScope(value) }));
  const steps = [
    ...jobScopes.flatMap(({ value, scope }) =>
      items(get(value, 'steps')).map((step) => ({ step, scopes: [shared, scope, readScope(step)] })),
    ),
    ...items(get(root, 'runs', 'steps')).map((step) => ({ step, scopes: [shared, readScope(step)] })),
  ];
  const uses = [...jobs.map(({ value }) => value), ...steps.map(({ step }) => step)]
    .map((step) => ({ reference: get(step, 'uses'), step }))
    .filter(({ reference }) => isGiven(reference));
  return {
    root,
    events: eventsOf(get(root, 'on').value),
    jobs,
    scripts: steps.flatMap(({ step, scopes }) => scriptsOf(step, scopes)),
    uses,
    scopes: [
      shared,
      ...jobScopes.map(({ scope }) => scope),
      ...steps.flatMap(({ scopes }) => scopes.slice(-1)),
    ],
  };
}

function eventsOf(on: unknown): string[] {
  if (typeof on === 'string') return [on];
  const list = itemsOf(on).filter((event) => typeof event === 'string');
  return [...list, ...Object.keys(fieldsOf(on))];
}

function scriptsOf(step: PlacedValue, scopes: readonly Scope[]): WorkflowScript[] {
  const run = get(step, 'run');
  const handed = get(step, 'with', 'script');
  const shell = scalarText(get(step, 'shell')) ?? 'bash';
  const text = scalarText(run);
  const script = scalarText(handed);
  return [
    ...(text === undefined ? [] : [{ text, field: run, isShell: /^(?:ba|da|z)?sh\b/.test(shell), scopes }]),
    ...(script === undefined ? [] : [{ text: script, field: handed, isShell: false, scopes }]),
  ];
}

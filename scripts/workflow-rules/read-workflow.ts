import { parse } from 'yaml';

/** What the rules look at in a workflow. */
export interface Workflow {
  readonly events: readonly string[];
  /** As written; undefined when the workflow does not say. */
  readonly permissions: unknown;
  readonly jobs: readonly Job[];
}

export interface Job {
  readonly id: string;
  readonly name: string;
  /** Events that the job can run for. */
  readonly events: readonly string[];
  readonly permissions: unknown;
  readonly environment: unknown;
  readonly timeout: unknown;
  readonly steps: readonly Step[];
  /** The whole job, for what may stand anywhere in it. */
  readonly text: string;
}

export interface Step {
  readonly uses: string | undefined;
  readonly run: string | undefined;
  readonly with: Readonly<Record<string, unknown>>;
}

/** A condition that is nothing but the name of one event. */
const ONE_EVENT = /^github\.event_name == '(\w+)'$/;

/** Reads a workflow that GitHub's own parser found valid. */
export function readWorkflow(text: string): Workflow {
  const workflow = recordOf(parse(text));
  const events = Object.keys(recordOf(workflow['on']));
  return {
    events,
    permissions: workflow['permissions'],
    jobs: Object.entries(recordOf(workflow['jobs'])).map(([id, job]) => readJob(id, recordOf(job), events)),
  };
}

/** Steps of a composite action; none for others. */
export function readCompositeSteps(text: string): readonly Step[] {
  return stepsOf(recordOf(recordOf(parse(text))['runs'])['steps']);
}

export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function readJob(id: string, job: Readonly<Record<string, unknown>>, events: readonly string[]): Job {
  const only = ONE_EVENT.exec(String(job['if'] ?? '').trim())?.[1];
  return {
    id,
    name: String(job['name'] ?? id),
    events: only === undefined ? events : events.filter((event) => event === only),
    permissions: job['permissions'],
    environment: recordOf(job['environment'])['name'] ?? job['environment'],
    timeout: job['timeout-minutes'],
    steps: stepsOf(job['steps']),
    text: JSON.stringify(job),
  };
}

function stepsOf(value: unknown): Step[] {
  return (Array.isArray(value) ? value : []).map((step) => {
    const { uses, run, with: inputs } = recordOf(step);
    return {
      uses: typeof uses === 'string' ? uses : undefined,
      run: typeof run === 'string' ? run : undefined,
      with: recordOf(inputs),
    };
  });
}

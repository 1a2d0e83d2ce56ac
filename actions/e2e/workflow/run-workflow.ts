import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FakeGitHub } from '../fake-github/start-fake-github.ts';
import { evaluateToken } from './evaluate-token.ts';
import type { Outcome, RunContext, ScriptRule, StepRun } from './job-context.ts';
import { matchesTrigger } from './matches-trigger.ts';
import { type ReadJob, readWorkflow } from './read-workflow.ts';
import { type JobRun, neededBy, runJob } from './run-job.ts';
import type { WorkflowEvent } from './workflow-event.ts';

export interface WorkflowOptions {
  /** Name of a file in `.github/workflows`. */
  readonly file: string;
  readonly event: WorkflowEvent;
  readonly fake: FakeGitHub;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  /** What is done about scripts of `run` steps, besides installing and building, which are skipped. The last match decides. */
  readonly scripts?: readonly ScriptRule[];
  /** Added to the environment of every step. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Folder with `.github` and `actions`; this project unless given. */
  readonly project?: string;
  /** Where steps find the API; the fake's own address unless given. */
  readonly apiUrl?: string;
}

export interface WorkflowRun {
  /** False when the event does not start the workflow: then nothing ran. */
  readonly triggered: boolean;
  /** `skipped` when no job ran. */
  readonly result: Outcome;
  readonly jobs: Readonly<Record<string, JobRun>>;
  /** Name of the group of which one runs at a time. */
  readonly concurrencyGroup: string | undefined;
  /** A step by its id or name, in whichever job it is. Throws when there is none. */
  step(idOrName: string): StepRun;
}

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

const USUAL_SCRIPTS: readonly ScriptRule[] = [
  { matches: /^npm ci\b[^\n;&|]*$/, does: 'skip' },
  { matches: /^npm run (-s )?build:actions$/, does: 'skip' },
];

/**
 * Runs a workflow file for an event as GitHub would, with the built bundles of the actions.
 *
 * @throws {Error} when the file is wrong, or does something that the runner has no double or rule for
 */
export async function runWorkflow(options: WorkflowOptions): Promise<WorkflowRun> {
  const { file, event, fake, project = PROJECT, apiUrl = fake.url } = options;
  const workflow = await readWorkflow(join(project, '.github', 'workflows', file));
  if (!matchesTrigger(workflow, event)) return assembleRun(false, [], undefined);
  const folder = await mkdtemp(join(tmpdir(), 'souk-run-'));
  try {
    const run: RunContext = {
      fake,
      event,
      project,
      apiUrl,
      secrets: options.secrets ?? {},
      vars: options.vars ?? {},
      scripts: [...USUAL_SCRIPTS, ...(options.scripts ?? [])],
      environment: options.environment ?? {},
      artifacts: join(folder, 'artifacts'),
      workflow: workflow.name,
      workflowFile: file,
    };
    await mkdir(run.artifacts);
    const done: JobRun[] = [];
    for (const job of inOrder(workflow.jobs)) {
      const needed = neededBy(workflow.jobs, job);
      const before = done.filter(({ id }) => needed.has(id));
      done.push(await runJob({ run, workflow, job, before, folder }));
    }
    const group = workflow.part('concurrency');
    const contexts = {
      github: { event: event.payload, event_name: event.name, ref: event.ref },
      inputs: event.inputs,
    };
    return assembleRun(
      true,
      done,
      group === undefined ? undefined : evaluateToken(group, { standing: 'success', contexts }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function assembleRun(triggered: boolean, jobs: readonly JobRun[], concurrency: unknown): WorkflowRun {
  const results = new Set(jobs.map(({ result }) => result));
  const steps = jobs.flatMap((job) => job.steps);
  return {
    triggered,
    result: results.has('failure') ? 'failure' : results.has('success') ? 'success' : 'skipped',
    jobs: Object.fromEntries(jobs.map((job) => [job.id, job])),
    concurrencyGroup: groupOf(concurrency),
    step: (idOrName) => {
      const found = steps.find(({ id, name }) => id === idOrName || name === idOrName);
      if (found !== undefined) return found;
      const known = steps.map(({ id, name }) => `${id} (${name})`).join(', ');
      throw new Error(`No step ran that is called ${idOrName}. There are: ${known}.`);
    },
  };
}

function groupOf(concurrency: unknown): string | undefined {
  if (typeof concurrency !== 'object' || concurrency === null) {
    return concurrency === undefined ? undefined : String(concurrency);
  }
  return 'group' in concurrency ? String(concurrency.group) : undefined;
}

/** Jobs after those that they need. */
function inOrder(jobs: readonly ReadJob[]): ReadJob[] {
  return jobs.toSorted((a, b) => neededBy(jobs, a).size - neededBy(jobs, b).size);
}

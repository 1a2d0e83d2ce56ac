import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SERVER_URL } from '../fake-github/answers/render.ts';
import { evaluateToken, holds, type Scope, type Standing } from './evaluate-token.ts';
import type { JobContext, Outcome, RunContext, StepRun } from './job-context.ts';
import type { ReadJob, ReadWorkflow } from './read-workflow.ts';
import { runSteps } from './run-steps.ts';
import { textsOf } from './texts.ts';
import { tokenPermissions } from './token-permissions.ts';

export interface JobRun {
  readonly id: string;
  readonly result: Outcome;
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepRun[];
  /** The summaries of its steps. */
  readonly summary: string;
}

export interface JobOptions {
  readonly run: RunContext;
  readonly workflow: ReadWorkflow;
  readonly job: ReadJob;
  /** The jobs that it needs, directly or not. */
  readonly before: readonly JobRun[];
  /** Folder that its own folders are made in. */
  readonly folder: string;
}

export async function runJob(options: JobOptions): Promise<JobRun> {
  const { run, workflow, job, before, folder } = options;
  const standing: Standing = before.every(({ result }) => result === 'success') ? 'success' : 'failure';
  const needed = before.filter(({ id }) => job.needs.includes(id));
  const needs = Object.fromEntries(needed.map(({ id, result, outputs }) => [id, { result, outputs }]));
  const inputs = inputsOf(workflow, run);
  const general = { needs, inputs, vars: run.vars };
  const early: Scope = { standing, contexts: { ...general, github: githubContext(run, job.id) } };
  if (!holds(job.condition, early))
    return { id: job.id, result: 'skipped', outputs: {}, steps: [], summary: '' };

  const stated = job.part('permissions') ?? workflow.part('permissions');
  const permissions = tokenPermissions(
    stated === undefined ? undefined : evaluateToken(stated, early),
    run.event.restricted,
  );
  const token = run.fake.issueToken({ app: 'github-actions', permissions });
  const places = await makePlaces(folder);
  const secrets = { ...(run.event.restricted ? {} : run.secrets), GITHUB_TOKEN: token };
  const github = { ...githubContext(run, job.id), token, workspace: places.workspace };
  const runner = { os: 'Linux', arch: 'X64', temp: places.temp, name: 'souk-test' };
  const contexts = { ...general, github, secrets, runner };
  const scope: Scope = { standing, contexts };
  const context: JobContext = {
    run,
    id: job.id,
    ...places,
    token,
    permissions,
    contexts,
    environment: {
      ...(await jobEnvironment(run, job.id, places)),
      ...run.environment,
      ...textsOf(workflow.part('env'), scope),
      ...textsOf(job.part('env'), scope),
    },
    paths: [],
  };
  const { runs, standing: end, scope: after } = await runSteps({ job: context, steps: job.steps });
  return {
    id: job.id,
    result: end,
    outputs: textsOf(job.part('outputs'), after),
    steps: runs,
    summary: runs.map(({ summary }) => summary).join(''),
  };
}

type Places = Pick<JobContext, 'workspace' | 'temp' | 'home'>;

async function makePlaces(folder: string): Promise<Places> {
  const root = await mkdtemp(join(folder, 'job-'));
  const places = { workspace: join(root, 'work'), temp: join(root, 'temp'), home: join(root, 'home') };
  for (const place of Object.values(places)) await mkdir(place);
  return places;
}

function githubContext({ event, fake, apiUrl, workflow, workflowFile }: RunContext, job: string) {
  const { owner, repo } = fake.world;
  const { name, payload, sha, ref, headRef = '', baseRef = '', actor } = event;
  return {
    event: payload,
    event_name: name,
    sha,
    ref,
    ref_name: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_type: 'branch',
    head_ref: headRef,
    base_ref: baseRef,
    actor,
    triggering_actor: actor,
    actor_id: String(fake.world.users.get(actor.toLowerCase())?.id ?? 0),
    repository: `${owner}/${repo}`,
    repository_owner: owner,
    repository_id: '1',
    run_id: '4242',
    run_number: '1',
    run_attempt: '1',
    job,
    workflow,
    workflow_ref: `${owner}/${repo}/.github/workflows/${workflowFile}@${ref}`,
    workflow_sha: sha,
    server_url: SERVER_URL,
    api_url: apiUrl,
    graphql_url: `${apiUrl}/graphql`,
  };
}

/** All that a step sees of the environment, besides what the workflow gives it. */
async function jobEnvironment(
  run: RunContext,
  job: string,
  { workspace, temp, home }: Places,
): Promise<Record<string, string>> {
  const { event, ...context } = githubContext(run, job);
  const eventPath = join(temp, 'event.json');
  await writeFile(eventPath, JSON.stringify(event));
  return {
    ...Object.fromEntries(
      Object.entries(context).map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, value]),
    ),
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_WORKSPACE: workspace,
    CI: 'true',
    HOME: home,
    LANG: 'C.UTF-8',
    RUNNER_ARCH: 'X64',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: temp,
  };
}

/** Values of `workflow_dispatch`, with their defaults; other events have none. */
function inputsOf({ events }: ReadWorkflow, { event }: RunContext): Readonly<Record<string, unknown>> {
  if (event.name !== 'workflow_dispatch') return {};
  const defined = Object.entries(events.workflow_dispatch?.inputs ?? {});
  return { ...Object.fromEntries(defined.map(([name, input]) => [name, input.default])), ...event.inputs };
}

/** Ids of all that a job needs, over as many steps as it takes. */
export function neededBy(jobs: readonly ReadJob[], job: ReadJob): ReadonlySet<string> {
  const direct = jobs.filter(({ id }) => job.needs.includes(id));
  return new Set([...direct.map(({ id }) => id), ...direct.flatMap((one) => [...neededBy(jobs, one)])]);
}

import { evaluateToken, holds, type Scope, type Standing } from './evaluate-token.ts';
import { type JobContext, type Outcome, StepFailure, type StepRun } from './job-context.ts';
import { parseLog } from './parse-log.ts';
import { performStep } from './perform-step.ts';
import type { ReadStep } from './read-workflow.ts';
import { type Texts, textsOf } from './texts.ts';

/** Steps that run one after the other: those of a job, or of a composite action. */
export interface Sequence {
  readonly job: JobContext;
  /** Replaces the inputs of the workflow in a composite action. */
  readonly inputs?: Texts;
  readonly steps: readonly ReadStep[];
}

export interface SequenceRun {
  readonly runs: readonly StepRun[];
  readonly standing: Standing;
  /** The scope after the last step, for outputs. */
  readonly scope: Scope;
}

export async function runSteps({ job, inputs, steps }: Sequence): Promise<SequenceRun> {
  const runs: StepRun[] = [];
  let standing: Standing = 'success';
  const scopeNow = (environment: Texts = job.environment): Scope => ({
    standing,
    contexts: {
      ...job.contexts,
      ...(inputs === undefined ? {} : { inputs }),
      env: environment,
      job: { status: standing },
      steps: Object.fromEntries(
        runs.map(({ id, outputs, outcome, conclusion }) => [id, { outputs, outcome, conclusion }]),
      ),
    },
  });
  for (const step of steps) {
    const environment = { ...job.environment, ...textsOf(step.part('env'), scopeNow()) };
    const run = await runStep(job, step, scopeNow(environment), environment);
    runs.push(run);
    if (run.conclusion === 'failure') standing = 'failure';
  }
  return { runs, standing, scope: scopeNow() };
}

async function runStep(job: JobContext, step: ReadStep, scope: Scope, environment: Texts): Promise<StepRun> {
  const evaluate = (name: string): unknown => {
    const token = step.part(name);
    return token === undefined ? undefined : evaluateToken(token, scope);
  };
  const uses = evaluate('uses');
  const script = evaluate('run');
  const name = String(evaluate('name') ?? uses ?? script);
  const finish = (
    outcome: Outcome,
    output: string,
    left: { outputs: Texts; summary: string },
    since: number,
  ) => {
    const { text, annotations, dropped } = parseLog(output);
    const lenient = outcome === 'failure' && evaluate('continue-on-error') === true;
    return {
      id: step.id,
      name,
      outcome,
      conclusion: lenient ? ('success' as const) : outcome,
      outputs: left.outputs,
      output,
      log: text,
      annotations,
      droppedAnnotations: dropped,
      summary: left.summary,
      durationMs: performance.now() - since,
    };
  };
  const since = performance.now();
  const nothing = { outputs: {}, summary: '' };
  if (!holds(step.condition, scope)) return finish('skipped', '', nothing, since);
  try {
    const prepared = {
      uses: typeof uses === 'string' ? uses : undefined,
      script: typeof script === 'string' ? script : undefined,
      folder: String(evaluate('working-directory') ?? ''),
      inputs: textsOf(step.part('with'), scope),
      environment,
      scope,
    };
    const done = await performStep(job, prepared, runSteps);
    return finish(done.exitCode === 0 ? 'success' : 'failure', done.output, done, since);
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    return finish('failure', `::error::${error.message}`, nothing, since);
  }
}

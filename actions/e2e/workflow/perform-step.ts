import { randomUUID } from 'node:crypto';
import { access, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { doubles } from './doubles/doubles.ts';
import { evaluateToken, type Scope } from './evaluate-token.ts';
import { type JobContext, StepFailure } from './job-context.ts';
import { type ReadAction, readAction } from './read-workflow.ts';
import type { Sequence, SequenceRun } from './run-steps.ts';
import { spawnStep } from './spawn-step.ts';
import { createStepFiles } from './step-files.ts';
import { type Texts, textOf } from './texts.ts';

/** A step whose expressions are evaluated. */
export interface PreparedStep {
  readonly uses: string | undefined;
  readonly script: string | undefined;
  /** From the workspace. */
  readonly folder: string;
  readonly inputs: Texts;
  readonly environment: Texts;
  readonly scope: Scope;
}

export interface Performed {
  readonly exitCode: number;
  readonly output: string;
  readonly outputs: Texts;
  readonly summary: string;
}

/** Runs the steps of a composite action. */
type RunSteps = (sequence: Sequence) => Promise<SequenceRun>;

/** @throws {StepFailure} for a failure like GitHub's; any other error is the test's */
export async function performStep(
  job: JobContext,
  step: PreparedStep,
  runSteps: RunSteps,
): Promise<Performed> {
  const { uses, script } = step;
  if (script !== undefined) return performScript(job, step, script);
  if (uses === undefined) throw new Error('A step is expected to use or to run something.');
  if (uses.startsWith('./')) return performLocal(job, step, uses, runSteps);
  const double = doubles.get(uses.replace(/@.*$/, ''));
  if (double === undefined) throw new Error(`There is no double of the action ${uses}.`);
  const outputs = await double({ inputs: step.inputs, job });
  return { exitCode: 0, output: '', outputs, summary: '' };
}

async function performScript(job: JobContext, step: PreparedStep, script: string): Promise<Performed> {
  const rule = job.run.scripts.findLast(({ matches }) => matches.test(script));
  if (rule === undefined) {
    throw new Error(`No rule says whether to run this script; add one to scripts:\n${script}`);
  }
  if (rule.does === 'skip') return { exitCode: 0, output: '', outputs: {}, summary: '' };
  const file = join(job.temp, `${randomUUID()}.sh`);
  await writeFile(file, script);
  return spawnWithFiles(job, step, 'bash', ['--noprofile', '--norc', '-eo', 'pipefail', file]);
}

async function performLocal(
  job: JobContext,
  step: PreparedStep,
  uses: string,
  runSteps: RunSteps,
): Promise<Performed> {
  const isCheckedOut = await isThere(join(job.workspace, '.git'));
  if (!isCheckedOut)
    throw new StepFailure(`Can't find 'action.yml' under '${uses}'. Did you forget actions/checkout?`);
  const folder = join(job.run.project, uses);
  const action = await readAction(join(folder, 'action.yml'));
  const inputs = inputsOf(action, step, uses);
  if (action.using === 'composite') {
    const done = await runSteps({ job, inputs, steps: action.steps });
    return outcomeOf(done, action, step.scope);
  }
  const script = join(folder, action.main);
  if (!(await isThere(script))) throw new Error(`${script} is not there. Run: npm run build:actions.`);
  const environment = {
    ...step.environment,
    GITHUB_ACTION_PATH: folder,
    ...Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [
        `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
        value,
      ]),
    ),
  };
  return spawnWithFiles(job, { ...step, environment }, process.execPath, [script]);
}

/** What a composite action comes to. */
function outcomeOf(
  { runs, standing, scope }: SequenceRun,
  { outputs }: ReadAction,
  outside: Scope,
): Performed {
  const inside = { ...scope, contexts: { ...outside.contexts, ...scope.contexts } };
  const given = [...outputs].map(
    ([name, value]) => [name, value === undefined ? '' : textOf(evaluateToken(value, inside))] as const,
  );
  return {
    exitCode: standing === 'success' ? 0 : 1,
    output: runs.map(({ output }) => output).join(''),
    outputs: Object.fromEntries(given),
    summary: runs.map(({ summary }) => summary).join(''),
  };
}

/** What the action gets: what is given, and its defaults for the rest. */
function inputsOf({ inputs }: ReadAction, step: PreparedStep, uses: string): Texts {
  const unknown = Object.keys(step.inputs).find((name) => !inputs.has(name));
  if (unknown !== undefined) throw new Error(`${uses} has no input ${unknown}.`);
  const defaults = [...inputs].flatMap(([name, value]) =>
    value === undefined ? [] : [[name, textOf(evaluateToken(value, step.scope))] as const],
  );
  return { ...Object.fromEntries(defaults), ...step.inputs };
}

async function spawnWithFiles(
  job: JobContext,
  { environment, folder }: PreparedStep,
  command: string,
  args: readonly string[],
): Promise<Performed> {
  const files = await createStepFiles(join(job.temp, '_runner_file_commands', randomUUID()));
  const path = [...job.paths, process.env['PATH'] ?? ''].join(':');
  const { exitCode, output } = await spawnStep({
    command,
    args,
    folder: resolve(job.workspace, folder),
    environment: { ...environment, ...files.variables, PATH: path },
  });
  const left = await files.read();
  Object.assign(job.environment, left.environment);
  job.paths.unshift(...left.paths);
  return { exitCode, output, outputs: left.outputs, summary: left.summary };
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

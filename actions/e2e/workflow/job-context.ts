import type { FakeGitHub } from '../fake-github/start-fake-github.ts';
import type { Permissions } from '../fake-github/state/world.ts';
import type { LogAnnotation } from './parse-log.ts';
import type { WorkflowEvent } from './workflow-event.ts';

/** What is done about scripts of `run` steps: those that no rule matches fail the test. */
export interface ScriptRule {
  readonly matches: RegExp;
  readonly does: 'run' | 'skip';
}

export type Outcome = 'success' | 'failure' | 'skipped';

export interface StepRun {
  /** As written in the workflow, or made up by the parser. */
  readonly id: string;
  /** What it is: its name, else what it uses or runs. */
  readonly name: string;
  readonly outcome: Outcome;
  /** `success` for a failure that the workflow lets go on. */
  readonly conclusion: Outcome;
  readonly outputs: Readonly<Record<string, string>>;
  /** All that it printed. */
  readonly output: string;
  /** What a reader of the log sees. */
  readonly log: string;
  readonly annotations: readonly LogAnnotation[];
  readonly droppedAnnotations: number;
  readonly summary: string;
  readonly durationMs: number;
}

/** What all jobs of a run share. */
export interface RunContext {
  readonly fake: FakeGitHub;
  readonly event: WorkflowEvent;
  /** Folder that workflows, actions and bundles are read from. */
  readonly project: string;
  readonly apiUrl: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly vars: Readonly<Record<string, string>>;
  readonly scripts: readonly ScriptRule[];
  /** Added to the environment of every step. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where artifacts are kept from job to job. */
  readonly artifacts: string;
  readonly workflow: string;
  readonly workflowFile: string;
}

export interface JobContext {
  readonly run: RunContext;
  readonly id: string;
  readonly workspace: string;
  readonly temp: string;
  readonly home: string;
  readonly token: string;
  readonly permissions: Permissions;
  /** Contexts that are the same for all steps: github, needs, vars, secrets, inputs, runner. */
  readonly contexts: Readonly<Record<string, unknown>>;
  /** Of the job, and of the steps so far by GITHUB_ENV. */
  readonly environment: Record<string, string>;
  readonly paths: string[];
}

/** A step that fails, as it would on GitHub; every other error fails the test. */
export class StepFailure extends Error {}

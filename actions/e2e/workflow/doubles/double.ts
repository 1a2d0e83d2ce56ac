import type { JobContext } from '../job-context.ts';

export interface DoubleCall {
  /** Its `with`, as texts. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly job: JobContext;
}

/** Stands in for an action of somebody else, and gives its outputs. A StepFailure makes the step fail. */
export type Double = (call: DoubleCall) => Promise<Readonly<Record<string, string>>>;

/** What starts a workflow, and what GitHub says about it. */
export interface WorkflowEvent {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Commit and ref that GITHUB_SHA and GITHUB_REF name. */
  readonly sha: string;
  readonly ref: string;
  readonly headRef?: string;
  readonly baseRef?: string;
  /** Login of who caused it. */
  readonly actor: string;
  /** Whether GitHub withholds secrets and write permissions, as it does from pull requests of forks. */
  readonly restricted: boolean;
  /** Branch that filters of branches look at; undefined for events without one. */
  readonly branch?: string;
  /** Changed paths that filters of paths look at. */
  readonly paths?: readonly string[];
  /** Name of the workflow that a `workflow_run` follows. */
  readonly workflow?: string;
  /** Values of `workflow_dispatch`. */
  readonly inputs?: Readonly<Record<string, string | number | boolean>>;
}

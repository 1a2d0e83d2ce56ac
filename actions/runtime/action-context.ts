import type { Finding } from '@souk/model/finding/finding.ts';
import type { Log } from './log.ts';

/** What an action may know and use of the runner it runs on. */
export interface ActionContext {
  /** Trimmed text of an input; empty when it is not given. */
  input(name: string): string;
  /** @throws {ActionFault} `usage` when it is not given */
  requiredInput(name: string): string;
  /** @throws {ActionFault} `usage` when it is neither `true` nor `false` */
  flag(name: string): boolean;
  /** What happened, as the host tells it: `parseEvent` makes sense of it. */
  readonly event: { readonly name: string; readonly payload: unknown };
  /** The repository that the workflow runs in. */
  readonly repository: { readonly owner: string; readonly repo: string };
  /** Folder that the repository is checked out in. */
  readonly workspace: string;
  /** Folder for files of this job. */
  readonly temp: string;
  readonly apiUrl: string;
  readonly serverUrl: string;
  /** Page of this run; undefined outside of a workflow. */
  readonly runUrl: string | undefined;
  /** Commit and ref that the workflow runs for. */
  readonly sha: string;
  readonly ref: string;
  readonly log: Log;
  setOutput(name: string, value: string): void;
  /** Adds to the page of the run; what is beyond its limit of 1 MiB is cut, with a notice. */
  appendSummary(markdown: string): Promise<void>;
  /** Shows findings on their lines, as many as the host shows: the gravest first. */
  annotate(findings: readonly Finding[]): void;
}

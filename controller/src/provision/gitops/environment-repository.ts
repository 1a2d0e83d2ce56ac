import type { TreeFile, TreeListing } from '@souk/git/tree-file.ts';

/** The repository that clusters follow, as a port. What it is asked for ends in a `DriverError` when it fails. */
export interface EnvironmentRepository {
  /** Where the remote stands now. @throws {DriverError} `unreachable`, `conflict` */
  fetch(signal: AbortSignal): Promise<RemoteTips>;
  /** All files below `environments/` at a commit that has been fetched or made, by path. */
  list(commit: string): Promise<TreeListing>;
  /** Texts by path; empty for what is no text or too large for one of ours. */
  read(files: readonly TreeFile[]): Promise<ReadonlyMap<string, string>>;
  /** Makes a commit that nobody sees yet; returns its id. */
  commit(change: EnvironmentCommit): Promise<string>;
  /**
   * Moves a branch of the remote, makes it (`from` undefined) or takes it away (`to` undefined).
   *
   * @param branch its name, without `refs/heads/`
   * @returns false when it is not, or not any more, where it is thought to be
   * @throws {DriverError} `unreachable`, and `conflict` when the remote takes no such change from us
   */
  move(branch: string, step: BranchStep, signal: AbortSignal): Promise<boolean>;
  close(): Promise<void>;
}

export interface BranchStep {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export interface RemoteTips {
  /** Of the branch that is followed; undefined in a repository that has nothing yet. */
  readonly base: string | undefined;
  /** Of branches that propose something, by the id of the installation. */
  readonly proposals: ReadonlyMap<string, string>;
}

export interface EnvironmentCommit {
  readonly parent: string | undefined;
  /** Folders that go, with all that is in them, before files are written. */
  readonly removed: readonly string[];
  /** Texts by path. */
  readonly written: ReadonlyMap<string, string>;
  readonly message: string;
}

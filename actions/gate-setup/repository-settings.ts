/** What the safety of the gate rests on besides the rulesets. Undefined where the API does not say. */
export interface RepositorySettings {
  readonly isPrivate: boolean;
  /** What workflows may do that do not say it. */
  readonly workflowPermissions: string | undefined;
  readonly actionsMayApprove: boolean | undefined;
  /** Whose workflows wait for somebody when they come from a fork of a public repository. */
  readonly forkApproval: string | undefined;
  /** What workflows of forks of a private repository get. */
  readonly privateForks: PrivateForks | undefined;
  /** Environment that holds the key of the app; undefined when there is none. */
  readonly environment: { readonly restrictsBranches: boolean } | undefined;
}

export interface PrivateForks {
  readonly getWriteTokens: boolean;
  readonly getSecrets: boolean;
}

/** An account of the Git host. Logins can be renamed and taken by somebody else; ids cannot. */
export interface Account {
  readonly id: number;
  readonly login: string;
}

export type ReviewState = 'approved' | 'changes-requested' | 'commented' | 'dismissed';

/** One review of a pull request, as it was submitted. */
export interface Review {
  readonly reviewer: Account;
  readonly state: ReviewState;
  /** Commit that the reviewer looked at; undefined when the host no longer knows it. */
  readonly commit: string | undefined;
  /** ISO 8601. */
  readonly submittedAt: string;
  /** What a dismissed review had said, and who took it back; undefined while nobody did, or when it is not known. */
  readonly dismissal?: { readonly was: 'approved' | 'changes-requested'; readonly by: Account };
}

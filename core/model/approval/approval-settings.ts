/** Somebody who can give the approvals of a role. */
export interface Holder {
  /** Login, compared without regard to case. */
  readonly github: string;
  /** Pins the login to an account: another account that takes the login over does not count. */
  readonly githubId?: number;
  /** True for delegates. */
  readonly standsIn: boolean;
}

export interface ReviewerRole {
  /** As rules name it. */
  readonly id: string;
  readonly holders: readonly Holder[];
  /** `organisation/team`, asked for reviews. */
  readonly githubTeam?: string;
  /** Whether changes that a holder requests block the merge until that person takes it back. */
  readonly vetoes: boolean;
  /** Whether people of a team of the author do not count. */
  readonly independent: boolean;
}

/** How approvals are counted: from the manifests of the base, never from those of the change. */
export interface ApprovalSettings {
  readonly roles: ReadonlyMap<string, ReviewerRole>;
  /** Whether one approval counts for each role that its giver holds. */
  readonly severalRoles: boolean;
  /** Whether the team that owns an entity must agree to changes by others. */
  readonly ownerConsent: boolean;
  /** Roles that answer for files that belong to no entity; the longest prefix counts. */
  readonly paths: readonly { readonly prefix: string; readonly roles: readonly string[] }[];
  /** How a change that is ready gets in. */
  readonly merge: 'queue' | 'direct' | 'never';
}

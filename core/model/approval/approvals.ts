export interface RequiredApproval {
  /** Reviewer role, as marketplace.yaml names it. */
  readonly role: string;
  readonly count: number;
  readonly reason: string;
}

export interface Approvals {
  readonly required: readonly RequiredApproval[];
  /** True when a green check is enough. */
  readonly autoApprovable: boolean;
}

/** Where a reader gets on from here. Addresses are those of the host, never of an author. */
export interface FeedbackLinks {
  /** Run of the workflow, whose summary holds the full report. */
  readonly run?: string;
  /** Address of a page of the documentation, from its path in the repository. */
  readonly docs: (path: string) => string;
  /** The catalog as people browse it. */
  readonly portal?: string;
}

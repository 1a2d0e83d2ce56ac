import type { Term } from './term.ts';

/** Decides which of the replicas leads: one at a time, whatever stops, freezes or is cut off. */
export interface Leadership {
  /**
   * Waits until this process leads. The term ends when the signal fires, and then the lead still lasts until `release`,
   * so that what was begun can be finished.
   *
   * Rejects with the reason of the signal when it fires before; a database that is away is waited for.
   */
  acquire(signal: AbortSignal): Promise<HeldTerm>;
}

export interface HeldTerm extends Term {
  /** Ends the term and lets others lead. */
  release(): Promise<void>;
}

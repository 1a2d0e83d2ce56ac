/** How far an entry can be trusted, from what was proven about it. */
export type Badge = 'community' | 'verified' | 'trusted';

/** What one kind of evidence is worth. */
export interface ScorePart {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  /** What could be had. */
  readonly of: number;
  /** What was found, or what is missing. */
  readonly because: string;
}

/** From 0 to 100, with the evidence for each point. */
export interface SecurityScore {
  readonly score: number;
  readonly badge: Badge;
  readonly parts: readonly ScorePart[];
}

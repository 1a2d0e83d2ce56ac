import { type EntityKey, formatKey } from '@souk/model/manifest/manifest.ts';

/** How much may leave the catalog in one go. */
export interface RemovalBudget {
  /** Removals above this number are held. */
  readonly most: number;
  /** Share of all entities, from 0 to 1, above which removals are held. */
  readonly share: number;
  /** Commits whose removals somebody has approved. */
  readonly approved: readonly string[];
}

/** The budget that counts while one replaces another: nobody allows a removal in the same breath as asking for it. */
export function stricterOf(before: RemovalBudget, after: RemovalBudget): RemovalBudget {
  return {
    most: Math.min(before.most, after.most),
    share: Math.min(before.share, after.share),
    approved: after.approved,
  };
}

/** So few are believed whatever their share: a catalog that is just beginning changes as a whole. */
const ALWAYS_BELIEVED = 3;

export interface RemovalInput {
  /** Entities that the registry holds and the catalog does not. */
  readonly missing: readonly EntityKey[];
  /** How many the registry holds. */
  readonly total: number;
  /** What is held already, with the commit that first asked for it. */
  readonly held: readonly HeldRemoval[];
  readonly budget: RemovalBudget;
  readonly commit: string;
}

export interface HeldRemoval {
  readonly key: EntityKey;
  readonly commit: string;
}

export interface RemovalDecision {
  readonly remove: readonly EntityKey[];
  /** All that is held from now on. */
  readonly hold: readonly HeldRemoval[];
}

/**
 * Decides which of the missing entities are removed. Too many at once are held, all of them, until somebody approves the
 * commit or brings them back: what asked for them may as well have been a mistake. What is held counts together with
 * what is new, so that a large removal can not be had in small portions while it waits; a larger budget that comes
 * later does not let it go.
 */
export function decideRemovals({ missing, total, held, budget, commit }: RemovalInput): RemovalDecision {
  const commits = new Map(held.map((removal) => [formatKey(removal.key), removal.commit]));
  const approved = new Set(budget.approved);
  const wanted = missing.map((key) => ({ key, commit: commits.get(formatKey(key)) ?? commit }));
  const open = wanted.filter((removal) => !isApproved(removal.commit, approved));
  const tooMany = open.length > budget.most || open.length > total * budget.share;
  const doubted = tooMany ? open : open.filter(({ key }) => commits.has(formatKey(key)));
  const hold = open.length > ALWAYS_BELIEVED ? doubted : [];
  const kept = new Set(hold.map(({ key }) => formatKey(key)));
  return { remove: missing.filter((key) => !kept.has(formatKey(key))), hold };
}

/** People write commits in full or by their first characters. */
function isApproved(commit: string, approved: ReadonlySet<string>): boolean {
  return [...approved].some((name) => name.length >= 7 && commit.startsWith(name));
}

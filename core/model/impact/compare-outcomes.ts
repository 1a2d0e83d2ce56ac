import equal from 'fast-deep-equal';
import type { Level } from '../finding/finding.ts';

/** One thing that a rule says of an entity, as far as a comparison goes by it. */
export interface Outcome {
  readonly level: Level;
  readonly message: string;
  /** JSON pointer into the manifest. */
  readonly pointer: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Id of the waiver that silences it. */
  readonly waivedBy?: string | undefined;
}

/** How what one rule says of one entity differs from what it said before. */
export const flips = ['newlyFailing', 'newlyPassing', 'changed'] as const;
export type Flip = (typeof flips)[number];

/** Compares what one rule says of one entity; undefined when it is the same. */
export function compareOutcomes(before: readonly Outcome[], after: readonly Outcome[]): Flip | undefined {
  const failed = before.some(blocks);
  const fails = after.some(blocks);
  if (fails && !failed) return 'newlyFailing';
  if (failed && !fails) return 'newlyPassing';
  return equal(before.map(withoutAbsent), after.map(withoutAbsent)) ? undefined : 'changed';
}

/** Whether it keeps the entity from being merged: a denial, or no verdict at all. */
export function blocks({ level, waivedBy }: Pick<Outcome, 'level' | 'waivedBy'>): boolean {
  return (level === 'deny' || level === 'error') && waivedBy === undefined;
}

function withoutAbsent({ level, message, pointer, params, waivedBy }: Outcome): unknown[] {
  return [level, message, pointer, params, waivedBy ?? ''];
}

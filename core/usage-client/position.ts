/** A place in the spool: all that is before it is settled. */
export interface Position {
  /** Number of the segment. */
  readonly segment: number;
  /** Bytes from its beginning. */
  readonly offset: number;
}

export function hasReached(at: Position, target: Position): boolean {
  return at.segment > target.segment || (at.segment === target.segment && at.offset >= target.offset);
}

/** @returns undefined where it is none: then all is sent again, which counts once */
export function parsePosition(text: string): Position | undefined {
  try {
    const { segment, offset } = JSON.parse(text) as Record<keyof Position, unknown>;
    return isCount(segment) && isCount(offset) ? { segment, offset } : undefined;
  } catch {
    return undefined;
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

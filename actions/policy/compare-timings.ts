import type { PolicyTimings, Timing } from './policy-timings.ts';

/** How one time differs from an earlier one. */
export interface TimingChange {
  /** Null for all rules together. */
  readonly rule: string | null;
  readonly before: Timing;
  readonly after: Timing;
  readonly ratio: number;
  readonly verdict: 'slower' | 'faster' | 'same';
}

export interface TimingComparison {
  /** All rules together first, then each that both sides have, the slowest first. */
  readonly changes: readonly TimingChange[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly sameMachine: boolean;
}

/** Below this a difference is that of the clock and the caches, whatever its ratio. Microseconds. */
const FLOOR = 1;

/**
 * Compares two measurements.
 *
 * @param threshold how much slower a rule may get, in percent
 */
export function compareTimings(
  before: PolicyTimings,
  after: PolicyTimings,
  threshold: number,
): TimingComparison {
  const old = new Map(before.rules.map((timing) => [timing.rule, timing]));
  const fresh = new Set(after.rules.map(({ rule }) => rule));
  const compare = (rule: string | null, was: Timing, is: Timing): TimingChange => ({
    ...{ rule, before: timingOf(was), after: timingOf(is) },
    ratio: was.median === 0 ? 1 : Math.round((is.median / was.median) * 100) / 100,
    verdict: judge(was, is, threshold),
  });
  return {
    changes: [
      compare(null, before.together, after.together),
      ...after.rules.flatMap((timing) => {
        const was = old.get(timing.rule);
        return was === undefined ? [] : [compare(timing.rule, was, timing)];
      }),
    ],
    added: after.rules.map(({ rule }) => rule).filter((rule) => !old.has(rule)),
    removed: before.rules.map(({ rule }) => rule).filter((rule) => !fresh.has(rule)),
    sameMachine: before.machine.cpu === after.machine.cpu && before.machine.node === after.machine.node,
  };
}

/** What lies within twice the spread of the two measurements is no difference. */
function judge(was: Timing, is: Timing, threshold: number): TimingChange['verdict'] {
  const noise = Math.max(FLOOR, 2 * (was.spread + is.spread));
  const allowed = 1 + threshold / 100;
  if (is.median > was.median * allowed && is.median - was.median > noise) return 'slower';
  if (was.median > is.median * allowed && was.median - is.median > noise) return 'faster';
  return 'same';
}

function timingOf({ median, spread }: Timing): Timing {
  return { median, spread };
}

import type { SizeSamples } from './measure-sizes.ts';
import type { PeerName } from './peers.ts';
import { type Summary, summarise } from './summarise.ts';

type Spread = readonly [min: number, max: number];

/** Souk at one size. Times are milliseconds of whole processes. */
export interface PolicyFigures {
  readonly entities: number;
  readonly violations: number;
  /** Over the files that conftest reads. */
  readonly coldMs: number;
  readonly coldSpreadMs: Spread;
  /** Over the one document that `opa eval` reads. */
  readonly coldDocumentMs: number;
  readonly coldDocumentSpreadMs: Spread;
  readonly warmPerSec: number;
  readonly warmSpreadPerSec: Spread;
  /** With nothing compiled before; measured once in a bench, at its first size. */
  readonly firstMs?: number;
}

/** A peer at one size; no time when it is not installed or took longer than it may. */
export interface PeerFigures {
  readonly wallMs: number | null;
  readonly spreadMs?: Spread;
  readonly runs: number;
}

interface Allowance {
  readonly limit: number;
  /** Null when what it compares was not measured. */
  readonly value: number | null;
  readonly holds: boolean | null;
}

export interface PolicyBudget {
  /** A cold process over 10,000 entities: at most so many milliseconds. */
  readonly coldMs: Allowance;
  /** How many times longer conftest takes over the same files: at least. */
  readonly conftestRatio: Allowance;
}

/** The size that the budget speaks of. */
const BUDGET_SIZE = 10_000;
const MOST_COLD_MS = 500;
const LEAST_RATIO = 10;

export function policyFigures({ corpus, outcome, firstMs, ...samples }: SizeSamples): PolicyFigures {
  const cold = summarise(samples.coldMs);
  const document = summarise(samples.coldDocumentMs);
  const warm = summarise(samples.warmPerSec);
  return {
    entities: corpus.kinds.length,
    violations: [...outcome.violations.values()].reduce((sum, count) => sum + count, 0),
    coldMs: Math.round(cold.median),
    coldSpreadMs: spreadOf(cold),
    coldDocumentMs: Math.round(document.median),
    coldDocumentSpreadMs: spreadOf(document),
    warmPerSec: Math.round(warm.median),
    warmSpreadPerSec: spreadOf(warm),
    ...(firstMs === undefined ? {} : { firstMs: Math.round(firstMs) }),
  };
}

/** @param taken undefined: it is not installed */
export function peerFigures(taken: readonly number[] | undefined): PeerFigures {
  if (taken === undefined || taken.length === 0) return { wallMs: null, runs: 0 };
  const wall = summarise(taken);
  return { wallMs: Math.round(wall.median), spreadMs: spreadOf(wall), runs: wall.runs };
}

function spreadOf({ min, max }: Summary): Spread {
  return [Math.round(min), Math.round(max)];
}

/** What the design promises, against what was measured. */
export function assessBudget(
  policy: Readonly<Record<string, Pick<PolicyFigures, 'coldMs'>>>,
  peers: Readonly<Record<PeerName, Readonly<Record<string, Pick<PeerFigures, 'wallMs'>>>>>,
): PolicyBudget {
  const cold = policy[BUDGET_SIZE]?.coldMs ?? null;
  const conftest = peers.conftest[BUDGET_SIZE]?.wallMs ?? null;
  // Rounded down: a figure that is shown as kept must be kept.
  const ratio = cold === null || conftest === null ? null : Math.floor((conftest / cold) * 10) / 10;
  return {
    coldMs: { limit: MOST_COLD_MS, value: cold, holds: cold === null ? null : cold <= MOST_COLD_MS },
    conftestRatio: { limit: LEAST_RATIO, value: ratio, holds: ratio === null ? null : ratio >= LEAST_RATIO },
  };
}

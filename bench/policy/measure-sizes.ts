import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { compareOutcomes } from './compare-outcomes.ts';
import type { Peer, PeerName } from './peers.ts';
import { type Outcome, readOwnOutcome } from './read-outcome.ts';
import { timeProcess } from './time-process.ts';
import type { Corpus } from './write-corpus.ts';
import type { PeerRules } from './write-peer-rules.ts';

const JUDGE = fileURLToPath(new URL('./judge.js', import.meta.url));

/** A program that takes longer is ended, and has no figure. */
const LIMIT_MS = 15 * 60 * 1000;

/** A peer is run again as long as its runs of one size take less than this together. */
const PATIENCE_MS = 60 * 1000;

/** Everything measured at one size. */
export interface SizeSamples {
  readonly corpus: Corpus;
  readonly outcome: Outcome;
  /** The first process of all, for which Node had compiled nothing before; only of the first size. */
  readonly firstMs?: number;
  readonly coldMs: number[];
  readonly coldDocumentMs: number[];
  readonly warmPerSec: number[];
  /** No sample: the peer took too long. */
  readonly peers: ReadonlyMap<PeerName, number[]>;
}

export interface Measuring {
  /** Folder for what programs print and for what Node compiles. */
  readonly dir: string;
  readonly policies: string;
  readonly rules: readonly PolicyRule[];
  readonly peerRules: PeerRules;
  readonly peers: readonly Peer[];
  readonly runs: number;
  readonly tell: (step: string) => void;
  readonly warn: (text: string) => void;
}

/**
 * Measures all programs over all sizes. They take turns, so that a machine that slows down slows them alike.
 *
 * @throws when two programs do not find the same
 */
export async function measureSizes(corpora: readonly Corpus[], measuring: Measuring): Promise<SizeSamples[]> {
  const all: SizeSamples[] = [];
  for (const [i, corpus] of corpora.entries()) {
    const first = await judge(corpus.folder, measuring);
    all.push({
      corpus,
      outcome: first.outcome,
      ...(i === 0 ? { firstMs: first.wallMs } : {}),
      coldMs: [],
      coldDocumentMs: [],
      warmPerSec: [],
      peers: new Map(measuring.peers.map(({ name }) => [name, []])),
    });
  }
  for (let run = 1; run <= measuring.runs; run++) {
    for (const samples of all) {
      measuring.tell(`Run ${run} of ${measuring.runs}: ${samples.corpus.kinds.length} entities`);
      await measureOwn(samples, measuring);
      for (const peer of measuring.peers) await measurePeer(peer, samples, run, measuring);
    }
  }
  return all;
}

async function measureOwn(samples: SizeSamples, measuring: Measuring): Promise<void> {
  const { folder, document, kinds } = samples.corpus;
  const cold = await judge(folder, measuring);
  const coldDocument = await judge(document, measuring);
  const warm = await judge(document, measuring, ['--warm']);
  for (const { outcome } of [cold, coldDocument, warm]) {
    refuseDifference(compareOutcomes(samples.outcome, outcome, 'souk in another run'));
  }
  samples.coldMs.push(cold.wallMs);
  samples.coldDocumentMs.push(coldDocument.wallMs);
  samples.warmPerSec.push((kinds.length * 1000) / (warm.outcome.warmMs ?? Number.NaN));
}

async function measurePeer(
  peer: Peer,
  { corpus, outcome, peers }: SizeSamples,
  run: number,
  { dir, peerRules, rules, tell, warn }: Measuring,
): Promise<void> {
  const taken = peers.get(peer.name) ?? [];
  if (taken.length < run - 1 || !hasPatience(taken)) return;
  tell(`  ${peer.name} over ${corpus.kinds.length} entities`);
  const timed = await timeProcess({
    command: peer.command,
    args: peer.argsFor(corpus, peerRules),
    output: join(dir, 'printed-by-peer'),
    limitMs: LIMIT_MS,
  });
  if (timed === undefined) {
    warn(`${peer.name} over ${corpus.kinds.length} entities took more than ${LIMIT_MS / 60_000} minutes.`);
    return;
  }
  const theirs = peer.readOutcome(timed.output, corpus, rules);
  refuseDifference(compareOutcomes(outcome, theirs, peer.name));
  taken.push(timed.wallMs);
}

/** Whether another run like those before fits into the time that a peer is given. */
export function hasPatience(taken: readonly number[]): boolean {
  const spent = taken.reduce((sum, ms) => sum + ms, 0);
  return spent + Math.max(0, ...taken) <= PATIENCE_MS;
}

async function judge(
  inputs: string,
  { dir, policies }: Measuring,
  mode: readonly string[] = [],
): Promise<{ wallMs: number; outcome: ReturnType<typeof readOwnOutcome> }> {
  const timed = await timeProcess({
    command: process.execPath,
    args: [JUDGE, join(dir, 'compiled'), policies, inputs, ...mode],
    output: join(dir, 'printed'),
    limitMs: LIMIT_MS,
  });
  if (timed === undefined) throw new Error('souk did not end in time');
  return { wallMs: timed.wallMs, outcome: readOwnOutcome(timed.output) };
}

function refuseDifference(differences: readonly string[]): void {
  if (differences.length === 0) return;
  throw new Error(
    `The programs do not find the same, so no time means anything:\n  ${differences.join('\n  ')}`,
  );
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBundle } from '@souk/policies/engine/open-engine.ts';
import { describeMachine } from '../machine/describe-machine.ts';
import { measureSizes, type SizeSamples } from './measure-sizes.ts';
import { findPeers, howToGet, type Peer, type PeerName, peerNames } from './peers.ts';
import {
  assessBudget,
  type PeerFigures,
  type PolicyBudget,
  type PolicyFigures,
  peerFigures,
  policyFigures,
} from './policy-figures.ts';
import { type Corpus, writeCorpus } from './write-corpus.ts';
import { writePeerRules } from './write-peer-rules.ts';

export interface PolicyBenchOptions {
  readonly sizes: readonly number[];
  readonly runs: number;
  readonly seed: number;
  /** The folder of rules that are measured. */
  readonly policies: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Hears what happens, for somebody who waits. */
  readonly tell: (step: string) => void;
  /** Hears what has to be known about the figures. */
  readonly warn: (text: string) => void;
}

/** What `bench policy --json` prints. */
export interface PolicyBench {
  readonly policy: Readonly<Record<string, PolicyFigures>>;
  readonly peers: Readonly<Record<PeerName, Readonly<Record<string, PeerFigures>>>>;
  readonly budget: PolicyBudget;
  readonly runs: number;
  readonly seed: number;
  readonly rules: number;
  readonly machine: {
    readonly cores: number;
    readonly cpu: string;
    readonly memoryGb: number;
    /** Processes that wanted a core when the bench began: above 0 somebody else was at work too. */
    readonly loadBefore: number;
  };
  readonly versions: {
    readonly node: string;
    readonly bundle: string;
    readonly bundleOpa: string;
    readonly conftest: string | null;
    readonly opa: string | null;
  };
  readonly measured: typeof measured;
}

/** What the figures are, in words. */
const measured = {
  entities:
    'Manifests of all kinds of a generated catalog. All programs apply all rules of the kind to each.',
  coldMs:
    'Souk, from spawn to exit: starts Node, opens and verifies the bundle, reads the same files as conftest (a JSON file an entity), evaluates, reads and sorts the violations, prints how many each rule found. Node keeps compiled modules between runs, as it does for the souk command; firstMs is a run without.',
  coldDocumentMs: 'The same, but reads the one document that opa eval reads.',
  warmPerSec:
    'Entities a second in a process that has evaluated the same before; reading files is not in it.',
  conftest:
    'conftest test over the same files, from spawn to exit, with the Rego sources that the bundle is built from and a module that asks all rules. It prints every violation as JSON. It works out the risk twice, for deny and for warn.',
  opa: 'opa eval over one document with all inputs, from spawn to exit, with the same Rego sources. It prints every violation as JSON.',
  values:
    'Medians; spreads are [min, max]. A peer is run again while its runs of a size take less than a minute.',
  agreement: 'In each run the number of violations of each rule was the same for all programs.',
} as const;

/**
 * Times all rules over catalogs of several sizes: by Souk in a new process and in one that is warm, and by the
 * programs that evaluate the same rules natively.
 *
 * @throws when the programs do not find the same
 */
export async function benchPolicy(options: PolicyBenchOptions): Promise<PolicyBench> {
  const { sizes, runs, seed, policies, tell, warn } = options;
  const { cores, model, memoryGb, loadBefore } = describeMachine();
  const [{ bundle }, peers] = await Promise.all([openBundle(policies), findPeers(options.environment)]);
  for (const name of missing(peers))
    warn(`${name} is not installed, so it is not measured. ${howToGet[name]}`);
  if (loadBefore >= 1) {
    warn(`This machine is at work on something else (load ${loadBefore}): expect figures that are too high.`);
  }
  const dir = mkdtempSync(join(tmpdir(), 'souk-bench-'));
  try {
    const corpora: Corpus[] = [];
    for (const size of sizes) {
      tell(`Writing inputs for ${size} entities`);
      corpora.push(await writeCorpus(join(dir, String(size)), { size, seed }));
    }
    const { rules } = bundle;
    const peerRules = writePeerRules(join(dir, 'peers'), policies, rules);
    const samples = await measureSizes(corpora, { dir, policies, rules, peerRules, peers, runs, tell, warn });
    return {
      ...assembleFigures(samples),
      runs,
      seed,
      rules: rules.length,
      machine: { cores, cpu: model, memoryGb, loadBefore },
      versions: {
        node: process.version,
        bundle: bundle.digest.slice(0, 12),
        bundleOpa: bundle.manifest.opa,
        ...versionsOf(peers),
      },
      measured,
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function assembleFigures(all: readonly SizeSamples[]): Pick<PolicyBench, 'policy' | 'peers' | 'budget'> {
  const bySize = <Value>(figures: (samples: SizeSamples) => Value): Record<string, Value> =>
    Object.fromEntries(all.map((samples) => [samples.corpus.size, figures(samples)]));
  const policy = bySize(policyFigures);
  const peers = {
    conftest: bySize((samples) => peerFigures(samples.peers.get('conftest'))),
    opa: bySize((samples) => peerFigures(samples.peers.get('opa'))),
  };
  return { policy, peers, budget: assessBudget(policy, peers) };
}

function missing(peers: readonly Peer[]): PeerName[] {
  return peerNames.filter((name) => !peers.some((peer) => peer.name === name));
}

function versionsOf(peers: readonly Peer[]): Record<PeerName, string | null> {
  const of = (name: PeerName): string | null => peers.find((peer) => peer.name === name)?.version ?? null;
  return { conftest: of('conftest'), opa: of('opa') };
}

import { onValue } from '@souk/model/finding/draft-finding.ts';
import { quoteList } from '@souk/model/finding/suggest.ts';
import type { Entry } from '@souk/model/manifest/manifest.ts';
import type { VettingFinding } from '../../vetted-entry.ts';
import { normalizeRepository } from '../slsa/source-uri.ts';
import { type CombinedDemand, demandsBuild } from './combine-demands.ts';
import type { SignatureEvidence } from './signature-evidence.ts';

/**
 * Compares what the manifest claims about signer and build with what is proven. One that the proof contradicts is
 * refused. A claim that nothing proves is told by a notice, unless the proof is demanded anyway.
 */
export function checkClaims(
  entry: Entry,
  evidence: SignatureEvidence,
  demand: CombinedDemand,
): VettingFinding[] {
  return [
    ...checkSigner(entry, evidence, demand),
    ...checkBuilder(entry, evidence),
    ...checkLevel(entry, evidence, demand),
    ...checkSources(entry),
  ];
}

function checkSigner(
  { provenance }: Entry,
  { artifact }: SignatureEvidence,
  demand: CombinedDemand,
): VettingFinding[] {
  const claimed = provenance?.signedBy;
  if (claimed === undefined || artifact.some(({ name }) => covers(claimed, name))) return [];
  const place = onValue('/provenance/signedBy');
  if (artifact.length === 0) {
    if (demand.artifact !== undefined) return [];
    return [
      {
        rule: 'signature/claim',
        level: 'notice',
        message: `The manifest says that ${claimed} signed the artifact; nothing proves it.`,
        help: 'Attach the signature under attestations/, or remove signedBy.',
        place,
      },
    ];
  }
  return [
    {
      rule: 'signature/claim',
      message: `The manifest says that ${claimed} signed the artifact; the signatures are by ${quoteList(artifact.map(({ name }) => name))}.`,
      help: 'Write the signer that the signature proves.',
      place,
    },
  ];
}

function checkBuilder({ provenance }: Entry, evidence: SignatureEvidence): VettingFinding[] {
  const claimed = provenance?.builder;
  const proven = evidence.provenance?.builder;
  if (claimed === undefined || proven === undefined || covers(claimed, proven)) return [];
  return [
    {
      rule: 'provenance/claim',
      message: `The manifest names the builder ${claimed}; the provenance proves ${proven}.`,
      help: 'Write the builder that the provenance proves.',
      place: onValue('/provenance/builder'),
    },
  ];
}

function checkLevel(
  { provenance }: Entry,
  { level }: SignatureEvidence,
  demand: CombinedDemand,
): VettingFinding[] {
  const claimed = claimedLevel(provenance?.slsa);
  if (claimed <= level || (level === 0 && demandsBuild(demand))) return [];
  return [
    {
      rule: 'provenance/claim',
      ...(level === 0 ? { level: 'notice' as const } : {}),
      message: `The manifest claims SLSA level ${claimed}; ${level === 0 ? 'no level' : `level ${level}`} is proven.`,
      help:
        level === 0
          ? 'Attach the provenance that the builder signs under attestations/.'
          : `Write \`slsa: ${level}\`, or build with a builder that proves more.`,
      place: onValue('/provenance/slsa'),
    },
  ];
}

function checkSources({ artifact, provenance }: Entry): VettingFinding[] {
  if (artifact?.source === undefined || provenance?.source === undefined) return [];
  const here = normalizeRepository(artifact.source);
  const there = normalizeRepository(provenance.source);
  if (here === there) return [];
  return [
    {
      rule: 'provenance/claim',
      message: `The manifest names two sources: ${here} under artifact, and ${there} under provenance.`,
      help: 'Name the repository that the artifact is built from in both.',
      place: onValue('/provenance/source'),
    },
  ];
}

/** A name without its ref stands for the thing at any ref. */
function covers(claimed: string, proven: string): boolean {
  return proven === claimed || proven.startsWith(`${claimed}@`);
}

/** `3`, `L3` and `SLSA 3` all end in the level. */
export function claimedLevel(slsa: number | string | undefined): number {
  return slsa === undefined ? 0 : Number(String(slsa).slice(-1));
}

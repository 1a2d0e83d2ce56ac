import { onKey, onValue } from '@souk/model/finding/draft-finding.ts';
import type { Entry } from '@souk/model/manifest/manifest.ts';
import type { VettingFinding } from '../../vetted-entry.ts';
import { claimedLevel } from './check-claims.ts';
import { type CombinedDemand, demandsBuild } from './combine-demands.ts';
import type { SignatureEvidence } from './signature-evidence.ts';

/** What an entry has to prove and does not. An entry without an artifact or an SBOM has nothing to sign. */
export function checkDemands(
  entry: Entry,
  evidence: SignatureEvidence,
  demand: CombinedDemand,
): VettingFinding[] {
  return [
    ...(entry.artifact === undefined ? [] : checkArtifact(entry, evidence, demand)),
    ...(entry.artifact === undefined ? [] : checkLevel(entry, evidence, demand)),
    ...(entry.sbom === undefined ? [] : checkSbom(evidence, demand)),
  ];
}

function checkArtifact(
  { provenance }: Entry,
  { artifact, documents }: SignatureEvidence,
  demand: CombinedDemand,
): VettingFinding[] {
  const { artifact: level, signers } = demand;
  if (level === undefined || artifact.length >= signers) return [];
  const place = onValue('/artifact/ref');
  if (artifact.length === 0) {
    return [
      {
        rule: 'signature/missing',
        level,
        message:
          documents.length > 0
            ? 'None of the signatures among the attachments counts for the artifact.'
            : `${provenance?.signedBy === undefined ? 'Nobody signed the artifact' : `The manifest says that ${provenance.signedBy} signed the artifact`}: there is no signature among the attachments.`,
        help: 'Sign its digest with souk sign --digest, and attach the bundle under attestations/.',
        place,
      },
    ];
  }
  return [
    {
      rule: 'signature/threshold',
      level,
      message: `The artifact has ${artifact.length} trusted ${artifact.length === 1 ? 'signer' : 'signers'} (${artifact.map(({ name }) => name).join(', ')}); ${signers} different ones are needed.`,
      help: 'Let another trusted person or system sign it too, and attach that bundle under attestations/.',
      place,
    },
  ];
}

function checkLevel(entry: Entry, { level }: SignatureEvidence, demand: CombinedDemand): VettingFinding[] {
  if (!demandsBuild(demand)) return [];
  const { provenance, slsa } = demand;
  const least = Math.max(slsa, 1);
  if (level >= least) return [];
  const claimed = claimedLevel(entry.provenance?.slsa);
  return [
    {
      rule: 'provenance/level',
      ...(provenance === undefined ? {} : { level: provenance }),
      message:
        level === 0
          ? `Nothing proves ${claimed > 0 ? `the SLSA level ${claimed} that the manifest claims` : 'how the artifact was built'}; level ${least} is asked for.`
          : `The artifact is proven to be built at SLSA level ${level}; level ${least} is asked for.`,
      help: 'Build with a trusted builder of that level, and attach the provenance that it signs under attestations/.',
      place: entry.provenance === undefined ? onValue('/artifact/ref') : onKey('/provenance'),
    },
  ];
}

function checkSbom({ sbom }: SignatureEvidence, { sbom: level }: CombinedDemand): VettingFinding[] {
  if (level === undefined || sbom.length > 0) return [];
  return [
    {
      rule: 'signature/sbom-missing',
      level,
      message: 'Nobody who is trusted signed the SBOM.',
      help: 'Sign it with souk sign, and attach the bundle beside it.',
      place: onValue('/sbom'),
    },
  ];
}

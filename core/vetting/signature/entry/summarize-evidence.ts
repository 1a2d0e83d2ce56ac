import type { VettedEntry } from '../../vetted-entry.ts';
import type { Subject } from '../document/prove-document.ts';
import { signerKey } from '../identity/signer.ts';
import { digestOfReference } from '../intoto/digests.ts';
import type { DocumentJudgement } from './judge-document.ts';
import { describeSigner, type SignatureEvidence, type SignerEvidence } from './signature-evidence.ts';

/** What all documents of an entry prove together. */
export function summarizeEvidence(
  { entry }: VettedEntry,
  judgements: readonly DocumentJudgement[],
): SignatureEvidence {
  const builds = judgements.flatMap(({ build }) => (build === undefined ? [] : [build]));
  const best = builds.toSorted((a, b) => b.level - a.level)[0];
  return {
    digest: (entry.artifact === undefined ? undefined : digestOfReference(entry.artifact.ref)) ?? null,
    artifact: signersOf(judgements, 'artifact'),
    sbom: signersOf(judgements, 'sbom'),
    provenance: best ?? null,
    level: best?.level ?? 0,
    documents: judgements.map(({ name, signers, about, predicateType }) => ({
      name,
      accepted: signers.length > 0,
      about,
      predicateType: predicateType ?? null,
    })),
  };
}

function signersOf(judgements: readonly DocumentJudgement[], role: Subject['role']): SignerEvidence[] {
  const signers = judgements.filter(({ about }) => about.includes(role)).flatMap((judged) => judged.signers);
  const distinct = new Map(signers.map((signer) => [signerKey(signer), signer]));
  return [...distinct.values()].map(describeSigner);
}

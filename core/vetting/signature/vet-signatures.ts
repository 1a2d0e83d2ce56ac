import { wholeFile } from '@souk/model/finding/draft-finding.ts';
import type { RiskTier } from '@souk/model/risk/risk.ts';
import type { VettedEntry, VettingFinding } from '../vetted-entry.ts';
import { checkAttachments } from './entry/check-attachments.ts';
import { checkClaims } from './entry/check-claims.ts';
import { checkDemands } from './entry/check-demands.ts';
import { combineDemands } from './entry/combine-demands.ts';
import { findDocuments } from './entry/find-documents.ts';
import { judgeDocument } from './entry/judge-document.ts';
import type { SignatureEvidence } from './entry/signature-evidence.ts';
import { subjectsOf } from './entry/subjects-of.ts';
import { summarizeEvidence } from './entry/summarize-evidence.ts';
import { readTrustedKeys } from './key/trusted-key.ts';
import type { Rejection } from './outcome.ts';
import type { SignatureSettings } from './signature-settings.ts';
import { publicTrustRoot } from './sigstore/public-trust-root.ts';
import { readTrustRoot, type TrustRoot } from './sigstore/read-trust-root.ts';

export interface SignatureContext {
  /** The file that the settings name as `trustRoot`; the public Sigstore when undefined. */
  readonly trustRoot: Uint8Array | undefined;
  readonly tier: RiskTier;
  readonly now: Date;
}

/**
 * Verifies every signature and attestation of an entry, and compares what they prove with what the manifest claims and
 * the settings demand.
 *
 * @throws {SignatureError} when the trust root, a key or an identity in the settings cannot be used
 */
export function vetSignatures(
  vetted: VettedEntry,
  settings: SignatureSettings,
  { trustRoot, tier, now }: SignatureContext,
): { readonly findings: readonly VettingFinding[]; readonly evidence: SignatureEvidence } {
  const { entry } = vetted;
  const documents = findDocuments(vetted, settings.maxBytes);
  const [first, ...rest] = subjectsOf(vetted);
  let root: TrustRoot | undefined;
  const trust = {
    ...settings,
    keys: readTrustedKeys(settings.keys),
    now,
    trustRoot: () => {
      root ??= trustRoot === undefined ? publicTrustRoot() : readTrustRoot(trustRoot);
      return root;
    },
  };
  const judgements =
    first === undefined
      ? []
      : documents
          .slice(0, settings.maxDocuments)
          .map((document) => judgeDocument(document, entry, [first, ...rest], trust));
  const evidence = summarizeEvidence(vetted, judgements);
  const demand = combineDemands(settings.demands, entry, tier);
  return {
    findings: [
      ...judgements.flatMap((judgement) =>
        judgement.rejections.map((rejection) => findingOn(judgement.name, rejection, settings)),
      ),
      ...checkAttachments(vetted, documents.length, settings.maxDocuments),
      ...checkClaims(entry, evidence, demand),
      ...checkDemands(entry, evidence, demand),
    ],
    evidence,
  };
}

/** Where the settings trust no identity, key or builder at all, the author could do nothing right, and is only told. */
function findingOn(name: string, rejection: Rejection, settings: SignatureSettings): VettingFinding {
  const trusted: Readonly<Partial<Record<Rejection['rule'], readonly unknown[]>>> = {
    'signature/untrusted-signer': settings.identities,
    'signature/untrusted-key': settings.keys,
    'provenance/builder': settings.builders,
  };
  return {
    ...rejection,
    ...(trusted[rejection.rule]?.length === 0 ? { level: 'warn' as const } : {}),
    file: name,
    place: wholeFile,
    about: name,
  };
}

import type { CertificateClaims } from '../identity/certificate-claims.ts';
import type { Signer } from '../identity/signer.ts';
import type { Statement } from '../intoto/read-statement.ts';
import { type Rejection, reject } from '../outcome.ts';
import { checkBuilder } from './check-builder.ts';
import { checkInputs } from './check-inputs.ts';
import { checkRef } from './check-ref.ts';
import { checkSource } from './check-source.ts';
import type { ProvenanceExpectation } from './expectation.ts';
import { type Provenance, readProvenance } from './read-provenance.ts';
import { findBuilder, type TrustedBuilder } from './trusted-builder.ts';

/** What is known of a build when it is judged. */
export interface BuildFacts {
  readonly provenance: Provenance;
  readonly builder: TrustedBuilder;
  /** Full identity of the builder, with its ref. */
  readonly builderIdentity: string;
  /** What the certificate of the builder says; empty for a builder that signs with a key. */
  readonly claims: CertificateClaims;
  readonly expected: ProvenanceExpectation;
}

export interface ProvenBuild {
  readonly level: 1 | 2 | 3;
  readonly builder: string;
  readonly source: string;
  readonly ref: string | undefined;
  readonly commit: string | undefined;
  readonly predicateType: string;
}

export interface ProvenanceVerdict {
  /** Undefined when anything was rejected. */
  readonly proven: ProvenBuild | undefined;
  readonly rejections: readonly Rejection[];
}

const checks: readonly ((facts: BuildFacts) => readonly Rejection[])[] = [
  checkBuilder,
  checkSource,
  checkRef,
  checkInputs,
];

/** Judges provenance whose signature, and whose being about the artifact, are verified already. */
export function verifyProvenance(
  statement: Statement,
  signer: Signer,
  builders: readonly TrustedBuilder[],
  expected: ProvenanceExpectation,
): ProvenanceVerdict {
  const read = readProvenance(statement);
  if (!read.ok) return { proven: undefined, rejections: [read.rejection] };
  const provenance = read.value;
  const builder = findBuilder(signer, provenance.builderId, builders);
  if (builder === undefined) return { proven: undefined, rejections: [unknownBuilder(signer, provenance)] };
  const certified = signer.kind === 'certificate';
  const builderIdentity = certified ? signer.identity : provenance.builderId;
  const claims = certified ? signer.claims : {};
  const rejections = checks.flatMap((check) =>
    check({ provenance, builder, builderIdentity, claims, expected }),
  );
  const { material, commit, predicateType } = provenance;
  const proven: ProvenBuild = {
    level: builder.level,
    builder: builderIdentity,
    source: material.repository,
    ref: material.ref,
    commit,
    predicateType,
  };
  return { proven: rejections.length === 0 ? proven : undefined, rejections };
}

function unknownBuilder(signer: Signer, { builderId }: Provenance): Rejection {
  const who =
    signer.kind === 'certificate'
      ? `${signer.identity}, vouched for by ${signer.issuer},`
      : `${builderId}, signing with the key ${signer.id},`;
  return reject(
    'provenance/builder',
    `${who} is not a trusted builder.`,
    'Build with a workflow that the marketplace trusts, or ask its admins to trust this one.',
  ).rejection;
}

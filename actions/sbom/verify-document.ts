import { type DraftFinding, wholeFile } from '@souk/model/finding/draft-finding.ts';
import type { Finding } from '@souk/model/finding/finding.ts';
import { locateFindings } from '@souk/model/finding/locate-findings.ts';
import type { Entry } from '@souk/model/manifest/manifest.ts';
import { judgeSbom, type SbomFacts } from '@souk/vetting/sbom/judge-sbom.ts';
import { readSbom } from '@souk/vetting/sbom/read-sbom.ts';
import type { SbomSettings } from '@souk/vetting/sbom/sbom-settings.ts';
import { createSchemaValidators } from '@souk/vetting/sbom/schema-validators.ts';
import type { VettingFinding } from '@souk/vetting/vetted-entry.ts';

/** What was found of one document. */
export interface DocumentReport {
  readonly schema: 'souk.sbom/v1';
  readonly path: string;
  /** Absent when the document could not be read. */
  readonly facts?: SbomFacts;
  readonly findings: readonly Finding[];
}

export interface VerifyRequest {
  /** As it is shown. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** That the document ought to be about. */
  readonly entry?: Entry | undefined;
  readonly settings: SbomSettings;
  readonly now: Date;
}

/** Reads and judges a document on its own, or with the entry that it ought to be about. */
export async function verifyDocument({
  path,
  bytes,
  entry,
  settings,
  now,
}: VerifyRequest): Promise<DocumentReport> {
  const reading = await readSbom(bytes, settings, createSchemaValidators());
  const judged = reading.ok ? judgeSbom(reading.sbom, entry, settings, now) : undefined;
  const problems: readonly VettingFinding[] = reading.ok ? (judged?.findings ?? []) : reading.problems;
  const drafts = problems.map(
    ({ rule, message, help, place }): DraftFinding => ({ rule, message, help, place, path }),
  );
  const text = bytes.byteLength > settings.maxBytes ? '' : new TextDecoder().decode(bytes);
  return {
    schema: 'souk.sbom/v1',
    path,
    ...(judged === undefined ? {} : { facts: judged.facts }),
    findings: locateFindings(
      text === '' ? drafts.map((draft) => ({ ...draft, place: wholeFile })) : drafts,
      () => text,
    ),
  };
}

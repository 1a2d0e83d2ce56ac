import { onValue } from '@souk/model/finding/draft-finding.ts';
import type { Sbom } from '../sbom/sbom.ts';
import type { VettingFinding } from '../vetted-entry.ts';

/** A bill of materials, with the file that its places are in; absent when it lies elsewhere. */
export interface LocatedSbom {
  readonly sbom: Sbom;
  readonly file?: string;
}

/** Findings on a document that lies elsewhere are shown where the manifest names it. */
export function placeInSbom(findings: readonly VettingFinding[], file: string | undefined): VettingFinding[] {
  return findings.map((finding) =>
    file === undefined ? { ...finding, place: onValue('/sbom') } : { ...finding, file },
  );
}

import type { Entry } from '@souk/model/manifest/manifest.ts';
import type { VettingFinding } from '../vetted-entry.ts';
import { type Binding, checkBinding } from './check-binding.ts';
import { checkGraph } from './check-graph.ts';
import { checkQuality } from './check-quality.ts';
import type { Sbom } from './sbom.ts';
import type { SbomSettings } from './sbom-settings.ts';
import { type ScoredAspect, scoreSbom } from './score-sbom.ts';

/** What a document says of itself, and what it is worth. */
export interface SbomFacts {
  readonly format: Sbom['format'];
  readonly specVersion: string;
  readonly encoding: Sbom['encoding'];
  readonly components: number;
  readonly timestamp?: string;
  /** Absent when the document was judged without an entry. */
  readonly binding?: Binding;
  /** 0 to 100. */
  readonly score: number;
  readonly aspects: readonly ScoredAspect[];
}

export interface SbomJudgement {
  readonly findings: readonly VettingFinding[];
  readonly facts: SbomFacts;
}

/**
 * Judges a document that has been read; its places are those in the document.
 *
 * @param entry that it ought to be about; undefined to leave that out
 */
export function judgeSbom(
  sbom: Sbom,
  entry: Entry | undefined,
  settings: SbomSettings,
  now: Date,
): SbomJudgement {
  const score = scoreSbom(sbom);
  const bound = entry === undefined ? undefined : checkBinding(sbom, entry);
  const { format, specVersion, encoding, components, timestamp } = sbom;
  return {
    findings: [
      ...(bound?.findings ?? []),
      ...checkGraph(sbom, settings.violationsShown),
      ...checkQuality(sbom, score, settings, now),
    ],
    facts: {
      format,
      specVersion,
      encoding,
      components: components.length,
      ...(timestamp === undefined ? {} : { timestamp }),
      ...(bound === undefined ? {} : { binding: bound.binding }),
      ...score,
    },
  };
}

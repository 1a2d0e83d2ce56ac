import type { RiskTier } from '@souk/model/risk/risk.ts';
import type { RemoteSbom } from '../sbom/remote-sbom.ts';
import type { VettedEntry, VettedFile, VettingFinding } from '../vetted-entry.ts';
import type { VettingSettings } from '../vetting-settings.ts';

/** What each look at an entry is given. It travels from thread to thread, so it holds plain values only. */
export interface VettingTaskInput {
  readonly vetted: VettedEntry;
  readonly manifest: VettedFile;
  /** What came of fetching the bill of materials, where it lies elsewhere and was asked for. */
  readonly remoteSbom?: RemoteSbom;
  readonly tier: RiskTier;
  readonly now: Date;
  readonly settings: VettingSettings;
  readonly advisories: AdvisoryFolder;
  /** Sigstore trust root that the settings name; the public one when absent. */
  readonly trustRoot?: Uint8Array;
}

export interface AdvisoryFolder {
  readonly dir: string;
  /** Whether components that are not looked up are a fault, and not only worth a warning. */
  readonly demanded: boolean;
}

export interface VettingTaskResult<Evidence> {
  readonly findings: readonly VettingFinding[];
  readonly evidence: Evidence;
}

import type { ArtifactSettings } from './artifact/artifact-settings.ts';
import type { ContractSettings } from './contract/contract-settings.ts';
import type { DependencySettings } from './dependency/dependency-settings.ts';
import type { FetchSettings } from './fetch/fetch-settings.ts';
import type { LicenseSettings } from './license/license-settings.ts';
import type { SbomSettings } from './sbom/sbom-settings.ts';
import type { ScoreSettings } from './score/score-settings.ts';
import type { SecretSettings } from './secret/secret-settings.ts';
import type { SignatureSettings } from './signature/signature-settings.ts';
import type { VulnerabilitySettings } from './vulnerability/vulnerability-settings.ts';

/** `policies/data/vetting.yaml`: what is demanded of entries and the files beside them. */
export interface VettingSettings {
  readonly limits: {
    /** Bytes of the largest file beside a manifest that is read. */
    readonly maxFileBytes: number;
    /** Seconds that one look at one entry may take. */
    readonly timeoutSeconds: number;
    /** Memory that a look may take, in MB. */
    readonly memoryMb: number;
    /** Whether there is no verdict without advisories; a warning is all otherwise, unless some were named. */
    readonly demandAdvisories: boolean;
  };
  readonly fetch: FetchSettings;
  readonly sbom: SbomSettings;
  readonly vulnerability: VulnerabilitySettings;
  readonly license: LicenseSettings;
  readonly dependency: DependencySettings;
  readonly secret: SecretSettings;
  readonly signature: SignatureSettings;
  readonly artifact: ArtifactSettings;
  readonly contract: ContractSettings;
  readonly score: ScoreSettings;
  /** What becomes of a published entry in which something stays that blocks; nothing when absent. */
  readonly maintenance?: {
    /** Days until it is proposed to mark it `maintenance-required`. */
    readonly afterDays: number;
  };
}

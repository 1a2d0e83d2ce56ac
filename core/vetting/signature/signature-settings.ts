import type { Level } from '@souk/model/finding/finding.ts';
import type { Entry } from '@souk/model/manifest/manifest.ts';
import type { RiskTier } from '@souk/model/risk/risk.ts';
import type { IdentityPolicy } from './identity/match-identity.ts';
import type { KeySettings } from './key/trusted-key.ts';
import type { TrustedBuilder } from './slsa/trusted-builder.ts';

/** How heavy it weighs that something demanded is not there. */
export type DemandLevel = Exclude<Level, 'error'>;

/** What entries have to prove. Every demand that applies counts; of two levels the heavier one. */
export interface SignatureDemand {
  /** Stages it applies to; all when absent. */
  readonly stages?: readonly NonNullable<Entry['lifecycle']>['stage'][];
  /** Risk tiers it applies to; all when absent. */
  readonly tiers?: readonly RiskTier[];
  /** It applies to entries that have any of these compliance labels; to all when absent. */
  readonly labels?: readonly string[];
  readonly artifact?: DemandLevel;
  /** How many different trusted signers the artifact needs; 1 when absent. */
  readonly signers?: number;
  readonly sbom?: DemandLevel;
  readonly provenance?: DemandLevel;
  /** Least SLSA build level that has to be proven. */
  readonly slsa?: 1 | 2 | 3;
}

/** The section `signature` of `policies/data/vetting.yaml`. */
export interface SignatureSettings {
  /** Largest signed document that is read, in bytes. */
  readonly maxBytes: number;
  /** Most signed documents of one entry that are read. */
  readonly maxDocuments: number;
  /** File with a Sigstore trust root, relative to the folder of the settings; the public Sigstore when absent. */
  readonly trustRoot?: string;
  readonly identities: readonly IdentityPolicy[];
  readonly keys: readonly KeySettings[];
  readonly builders: readonly TrustedBuilder[];
  readonly demands: readonly SignatureDemand[];
}

import type { ChangeType } from '../change/change.ts';
import type { Kind, Manifest } from '../manifest/manifest.ts';
import type { RiskTier } from '../risk/risk.ts';

/** A team, as far as rules look at it. */
export interface TeamReference {
  readonly id: string;
  readonly name: string;
  readonly status: 'active' | 'disbanded';
  /** Logins, else e-mail addresses or names. */
  readonly people: readonly string[];
  readonly lead?: string;
  readonly parent?: string;
  readonly costCenter?: string;
  /** A month, in the currency of the marketplace unless `currency` says otherwise. */
  readonly budget?: number;
  readonly currency?: string;
}

/** An app or connector that another manifest names. */
export interface EntryReference {
  readonly kind: Kind;
  readonly id: string;
  readonly version: string;
  readonly owner: string;
  readonly stage: string;
  readonly sunset?: string;
  readonly classification?: string;
  readonly plan?: string;
  /** What its API demands of callers. */
  readonly scopes: readonly string[];
}

/** What a manifest names, resolved, so that no rule scans the catalog. Absent: nothing named, or nothing found. */
export interface PolicyReferences {
  readonly owner?: TeamReference;
  readonly backupOwner?: TeamReference;
  readonly team?: TeamReference;
  readonly app?: EntryReference;
  readonly replacement?: EntryReference;
  /** For each item of `apis.consumes`, in order. */
  readonly consumes?: readonly (EntryReference | null)[];
  readonly scopes?: Readonly<Record<string, ScopeReference>>;
  readonly costCenter?: { readonly teams: readonly string[] };
  readonly environment?: EnvironmentReference;
  readonly budget?: { readonly monthly?: number; readonly committed: number; readonly currency: string };
  readonly installations?: {
    readonly total: number;
    readonly production: number;
    readonly teams: readonly string[];
  };
  /** Rule that a waiver names. */
  readonly rule?: { readonly id: string; readonly layer: string; readonly known: boolean };
}

export interface ScopeReference {
  readonly risk: RiskTier;
  readonly description: string;
  readonly system?: string;
  readonly owner?: string;
}

export interface EnvironmentReference {
  readonly name: string;
  readonly production: boolean;
  readonly maxTtl?: string;
  readonly driver?: string;
}

/** What the rules see of one entity. `policies/README.md` describes it for people who write rules. */
export interface PolicyInput {
  readonly entity: Manifest;
  readonly before: Manifest | null;
  readonly change: { readonly type: ChangeType | 'unchanged'; readonly attachments: readonly string[] };
  readonly refs: PolicyReferences;
  readonly evidence: { readonly files: readonly string[] };
}

/** What the rules see beside the entity: the same for a whole run. */
export interface PolicySurroundings {
  /** RFC 3339. */
  readonly now: string;
  readonly settings: PolicySettings;
}

type Words = Readonly<Record<string, true>>;

/** The marketplace settings, by name where rules look names up. */
export interface PolicySettings {
  readonly name: string;
  readonly currency: string;
  readonly minSunsetDays: number;
  readonly roles: readonly string[];
  /** Roles that each role name, team and person may act in. */
  readonly approvers: Readonly<Record<string, readonly string[]>>;
  readonly tags?: Words;
  readonly domains?: Words;
  readonly compliance?: Words;
  readonly regions?: Words;
  readonly environments?: Readonly<Record<string, EnvironmentReference>>;
  readonly units?: Readonly<Record<string, { readonly name: string }>>;
  readonly plans?: Readonly<Record<string, { readonly name: string }>>;
}

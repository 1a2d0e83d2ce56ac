import type { Entry } from '@souk/model/manifest/manifest.ts';

/**
 * How copies of an entry travel, on which the duties of most licences depend: `internal` stays within the
 * organisation, `hosted-service` is used over a network, `distributed` gives a copy to its users.
 */
export type DistributionModel = 'internal' | 'hosted-service' | 'distributed';

type RuntimeType = NonNullable<Entry['runtime']>['type'];

/** SPDX ids, or their beginnings followed by `*`. An exact id wins over a pattern, `deny` over `review` over `allow`. */
export interface LicensePolicy {
  readonly allow: readonly string[];
  readonly review: readonly string[];
  readonly deny: readonly string[];
}

export interface ModelPolicy extends LicensePolicy {
  /** What a licence is that no list names, or that cannot be read. */
  readonly unknown: 'deny' | 'warn';
  /** What a component is of which the bill of materials gives no licence. */
  readonly missing: 'deny' | 'warn' | 'notice';
}

export interface LicenseExemption {
  /** Package URL without version, or its beginning followed by `*`. */
  readonly package: string;
  /** The expression that is excused, as a finding names it; any when absent. */
  readonly license?: string;
  /** The models that it holds for; all when absent. */
  readonly models?: readonly DistributionModel[];
  readonly reason: string;
}

export interface LicenseSettings {
  readonly models: Readonly<Record<DistributionModel, ModelPolicy>>;
  readonly distribution: {
    /** By compliance label; the first that an entry carries, in the order written here, wins. */
    readonly byLabel: Readonly<Record<string, DistributionModel>>;
    readonly byRuntime: Readonly<Partial<Record<RuntimeType, DistributionModel>>>;
    readonly otherwise: DistributionModel;
  };
  /** Licences that an entry itself may be under, besides those that its model allows. */
  readonly ownLicenses: readonly string[];
  /** SPDX expressions of licences that documents call by other names; case does not count. */
  readonly names: Readonly<Record<string, string>>;
  readonly exemptions: readonly LicenseExemption[];
}

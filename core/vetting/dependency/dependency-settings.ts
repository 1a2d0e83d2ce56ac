/** What the components of an entry may be. Package patterns are package URLs without version, or their beginnings and `*`. */
export interface DependencySettings {
  readonly disallowed: readonly DisallowedPackage[];
  readonly registries: {
    /** Hosts that packages may come from, by type of package URL; a type that is absent may come from any host. */
    readonly allowed: Readonly<Record<string, readonly string[]>>;
    /** Hosts that nothing may come from. `*.` stands for any name before. */
    readonly denied: readonly string[];
  };
  /** Packages of the organisation, with the hosts that they come from. */
  readonly internal: readonly InternalPackages[];
  /** Longest time since a release, in days, where the document tells it. */
  readonly maxReleaseAgeDays: number;
  /** What a component without a checksum is. */
  readonly missingHashes: 'deny' | 'warn' | 'notice';
  readonly lookAlikes: {
    /** Names that others may imitate, by type of package URL, besides those that are built in. */
    readonly popular: Readonly<Record<string, readonly string[]>>;
    /** Package patterns that resemble a popular name and are what they say. */
    readonly genuine: readonly string[];
  };
  /** Larger lock files are refused. */
  readonly maxLockFileBytes: number;
}

export interface DisallowedPackage {
  readonly package: string;
  /** `<1.2.3`, `>=1.0.0 <2.0.0`, several joined by `||`; every version when absent. */
  readonly versions?: string;
  readonly reason: string;
  /** What to use in its place. */
  readonly instead?: string;
}

export interface InternalPackages {
  readonly package: string;
  readonly registries: readonly string[];
}

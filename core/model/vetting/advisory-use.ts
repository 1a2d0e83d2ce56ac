/** What the advisories say of the packages that an entry is made of. */
export interface AdvisoryUse {
  /** Names of the ecosystems that the packages are from, as OSV writes them, sorted. */
  readonly ecosystems: readonly string[];
  /** The same as long as the advisories say the same of these packages, and are as complete and as fresh as before. */
  readonly digest: string;
}

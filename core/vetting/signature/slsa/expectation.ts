/** What the provenance of an artifact has to say. Only what is given is compared, but the source always is. */
export interface ProvenanceExpectation {
  /** Repository, as `normalizeRepository` writes it. */
  readonly source: string;
  /** Full ref, such as `refs/tags/v1.2.3`. */
  readonly ref?: string;
  readonly branch?: string;
  readonly tag?: string;
  /** `v1`, `v1.2` or `v1.2.3`: the tag has to be a release that begins so. */
  readonly versionedTag?: string;
  /** Commit, or at least its first seven digits. */
  readonly commit?: string;
  /** Inputs of a manual run. */
  readonly inputs?: Readonly<Record<string, string>>;
}

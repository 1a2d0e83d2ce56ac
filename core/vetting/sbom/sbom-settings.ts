/** What the NTIA asks of each bill of materials: "The Minimum Elements For a Software Bill of Materials", 2021. */
const minimumElements = [
  'supplier',
  'name',
  'version',
  'identifier',
  'dependencies',
  'author',
  'timestamp',
] as const;

export type MinimumElement = (typeof minimumElements)[number];

/** The section `sbom` of `policies/data/vetting.yaml`. */
export interface SbomSettings {
  /** Bytes of one document. */
  readonly maxBytes: number;
  /** Levels of nesting within a document. */
  readonly maxDepth: number;
  readonly maxComponents: number;
  /** Violations of the schema that are told one by one. */
  readonly violationsShown: number;
  readonly demandedElements: readonly MinimumElement[];
  /** Share of the components, 0 to 1, that must have an element that is demanded of each. */
  readonly coverage: number;
  /** Quality score below which a document is refused, 0 to 100. */
  readonly minimumScore: number;
  /** Age from which a document is told to be old, in days. */
  readonly maxAgeDays: number;
}

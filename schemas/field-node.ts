/** A field of a manifest as the schema describes it to people. */
export interface FieldNode {
  readonly description?: string;
  readonly example?: unknown;
  /** Named fields of a mapping. */
  readonly fields?: Readonly<Record<string, FieldNode>>;
  /** Items of a list. */
  readonly items?: FieldNode;
  /** Values of a mapping with free names. */
  readonly values?: FieldNode;
}

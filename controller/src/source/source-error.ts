export type SourceErrorCode =
  /** There is no folder or repository at the address. */
  | 'missing'
  | 'no-branch'
  | 'unreachable'
  | 'hanging'
  | 'not-authorised'
  /** What came is no Git, or not what Git says it is. */
  | 'garbage'
  /** The history upstream has been cut off. */
  | 'shallow'
  /** The mirror was damaged; it is cloned anew. */
  | 'mirror-broken'
  /** No commit meets the operator's conditions. */
  | 'not-accepted';

/** What helps: waiting, since it may be well again by itself, or somebody who acts. It is tried again either way. */
export type Reaction = 'wait' | 'stalled';

const reactions: Readonly<Record<SourceErrorCode, Reaction>> = {
  missing: 'stalled',
  'no-branch': 'stalled',
  unreachable: 'wait',
  hanging: 'wait',
  'not-authorised': 'stalled',
  garbage: 'wait',
  shallow: 'stalled',
  'mirror-broken': 'wait',
  'not-accepted': 'stalled',
};

/** The source can't say what the catalog is. Never a reason to remove anything. `message` holds no credentials. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly code: SourceErrorCode;

  constructor(code: SourceErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  get reaction(): Reaction {
    return reactions[this.code];
  }
}

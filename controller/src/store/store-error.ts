export type StoreErrorCode =
  | 'unreachable'
  | 'too-old'
  | 'database-ahead'
  | 'migration-failed'
  | 'fenced'
  /** It was open and is gone for good. */
  | 'lost';

/** The database can't be used. `message` is fit to be shown: it holds no credentials. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The words of a failure of the database. */
export function textOfCause(cause: unknown): string {
  // A refused connection to a name with two addresses is an AggregateError without words of its own.
  if (cause instanceof AggregateError && cause.message === '')
    return cause.errors.map(textOfCause).join('; ');
  return cause instanceof Error ? cause.message : String(cause);
}

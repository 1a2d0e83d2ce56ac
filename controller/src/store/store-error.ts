export type StoreErrorCode = 'unreachable' | 'database-ahead' | 'migration-failed' | 'fenced';

/** The database can't be used. `message` is fit to be shown: it holds no credentials. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * - `spool-full`: as much waits as may; nothing was written, try again later
 * - `not-written`: the disk did not take it; nothing counts as written
 * - `invalid-event`: it is no object of JSON, its id is no text, or it is too long
 * - `closed`: the client was closed
 * - `in-use`: another process has the folder
 * - `not-writable`: the folder can't be written
 * - `bad-url`: a token must not be sent there
 */
export type UsageClientCode =
  | 'spool-full'
  | 'not-written'
  | 'invalid-event'
  | 'closed'
  | 'in-use'
  | 'not-writable'
  | 'bad-url';

export class UsageClientError extends Error {
  override readonly name = 'UsageClientError';
  readonly code: UsageClientCode;

  constructor(code: UsageClientCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

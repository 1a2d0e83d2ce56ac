/**
 * - `usage`: the command was called wrongly, or a file is not what it should be
 * - `blocked`: something has to be mended before a cost can be told
 */
export type CostErrorCode = 'usage' | 'blocked';

/** Why there is no cost to tell: what was expected, what came, where, and how to mend it. */
export class CostError extends Error {
  override readonly name = 'CostError';
  readonly code: CostErrorCode;

  constructor(code: CostErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * How a log can be broken:
 * - `gap`: rows are missing between two others
 * - `order`: a row or checkpoint stands where it can not belong
 * - `changed`: a row is not what was hashed
 * - `previous`: a row does not follow the one before it
 * - `missing-tail`: the log ends before what is known of it
 * - `checkpoint`, `anchor`: the chain is sound in itself, but not the one that was signed, or kept elsewhere
 * - `signature`: a checkpoint was not signed by the key that it names
 * - `key`: a checkpoint was signed by a key that is not trusted
 * - `unsealed`: nothing in the log was signed by a key that is trusted
 * - `unreadable`: a line is none of an audit log
 */
export type BreakKind =
  | 'gap'
  | 'order'
  | 'changed'
  | 'previous'
  | 'missing-tail'
  | 'checkpoint'
  | 'anchor'
  | 'signature'
  | 'key'
  | 'unsealed'
  | 'unreadable';

/** The first place where a log is not what it should be. */
export interface BrokenLink {
  readonly kind: BreakKind;
  /** Number of the row that it was found at. */
  readonly seq: number;
  readonly expected: string;
  readonly found: string;
}

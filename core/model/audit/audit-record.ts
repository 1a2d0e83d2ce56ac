/** Who did something: a person by what Git says of them, or the controller itself. */
interface AuditActor {
  readonly name: string;
  readonly email?: string;
  readonly login?: string;
}

/** Something that somebody did, as JSON can hold it. */
export interface AuditEntry {
  /** RFC 3339. */
  readonly at: string;
  readonly actor: AuditActor;
  readonly action: string;
  readonly subject: string;
  readonly commit?: string | undefined;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** An entry in its place in the chain. */
export interface AuditRow extends AuditEntry {
  /** Counts from 1, without gaps. */
  readonly seq: number;
  /** Hash of the row before; empty for the first. */
  readonly previous: string;
  /** SHA-256 of everything else in the row, in hexadecimal digits. */
  readonly hash: string;
}

/** The end of a chain. */
export interface ChainHead {
  /** 0 for a chain without rows. */
  readonly seq: number;
  readonly hash: string;
}

/** What the controller signed: at that time the row with this number had this hash, and so had all before it. */
export interface AuditCheckpoint extends ChainHead {
  /** RFC 3339. */
  readonly at: string;
  /** The public key itself: `ed25519:` and its 32 bytes as base64url. */
  readonly keyId: string;
  /** Over `checkpointStatement`, as base64url. */
  readonly signature: string;
}

/** A checkpoint that is kept outside of the database. */
export interface AuditAnchor {
  readonly epoch: string;
  readonly checkpoint: AuditCheckpoint;
}

/** A line of an export: the log itself comes first, and each checkpoint behind the row that it seals. */
export type AuditRecord =
  | { readonly type: 'log'; readonly epoch: string; readonly head: ChainHead }
  | { readonly type: 'row'; readonly row: AuditRow }
  | { readonly type: 'checkpoint'; readonly checkpoint: AuditCheckpoint }
  /** Not a line that Souk writes. */
  | { readonly type: 'unreadable'; readonly line: number; readonly reason: string };

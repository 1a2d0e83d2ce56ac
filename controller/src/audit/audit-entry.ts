import type { AuditActor } from '../store/log-tables.ts';

/** Something that somebody did, before it is chained. */
export interface NewAuditEntry {
  readonly actor: AuditActor;
  /** Verb in the past: `published`, `removed`, `deprecated`, `held`, `released`, `replayed`. */
  readonly action: string;
  /** `Kind/id`, or what else it was done to. */
  readonly subject: string;
  readonly commit?: string | undefined;
  readonly detail: Readonly<Record<string, unknown>>;
}

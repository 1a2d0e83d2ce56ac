import type { Place } from '@souk/model/finding/draft-finding.ts';

/** What a difference between two schemas is about. */
export type SchemaAspect =
  | 'type'
  | 'null'
  | 'values'
  | 'format'
  | 'pattern'
  | 'bound'
  | 'required'
  | 'property'
  | 'closed-property'
  | 'additional'
  | 'alternative'
  | 'told-alternative'
  | 'condition'
  | 'discriminator'
  | 'default'
  | 'write-only';

/** `narrower`: fewer values satisfy the later schema; `wider`: more; `other`: neither holds the other. */
export type Effect = 'narrower' | 'wider' | 'other';

/** A difference between two schemas, which harms callers or readers depending on the way the value travels. */
export interface SchemaDifference {
  readonly aspect: SchemaAspect;
  readonly effect: Effect;
  readonly file: string;
  readonly place: Place;
  readonly subject: string;
  readonly what: string;
  /** The value never travels this way, so that nobody there is concerned. */
  readonly hiddenIn?: 'request' | 'response' | undefined;
}

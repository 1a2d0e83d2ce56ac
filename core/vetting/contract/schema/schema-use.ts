import type { ComparedPair } from './compare-schemas.ts';

/** `request`: consumers send the value; `response`: consumers receive it. */
export type Direction = 'request' | 'response';

/** A place where a schema is used, by an operation or a message. */
export interface SchemaUse {
  readonly pair: ComparedPair;
  readonly direction: Direction;
  readonly user: string;
}

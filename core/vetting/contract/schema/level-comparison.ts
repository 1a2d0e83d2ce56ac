import type { Effect, SchemaAspect } from './schema-difference.ts';
import type { SchemaNode } from './schema-node.ts';

/** A difference before it is known where it stands. */
export interface LocalDifference {
  readonly aspect: SchemaAspect;
  readonly effect: Effect;
  /** Keyword that the difference is written in. */
  readonly keyword: string;
  /** Name of the property it is about; the value itself when absent. */
  readonly property?: string;
  readonly what: string;
  readonly hiddenIn?: 'request' | 'response' | undefined;
}

/** A schema that belongs to another, before and after. */
export interface ChildPair {
  readonly before: SchemaNode;
  readonly after: SchemaNode;
  /** The value never travels this way: `readOnly` is not sent, `writeOnly` not received. */
  readonly hiddenIn?: 'request' | 'response' | undefined;
}

/** What one level of a schema differs in. */
export interface LevelComparison {
  readonly differences: readonly LocalDifference[];
  readonly children: readonly ChildPair[];
}

import type { SchemaUse } from '../schema/schema-use.ts';
import type { ContractChange } from './contract-change.ts';

/** Changes that were seen, and uses of schemas whose changes are still to be judged. */
export interface Comparison {
  readonly changes: readonly ContractChange[];
  readonly uses: readonly SchemaUse[];
}

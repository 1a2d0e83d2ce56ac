import type { DocumentSet } from '../document/document-set.ts';
import type { Located } from '../document/located.ts';

/** OpenAPI 3.0 has a dialect of its own: `nullable`, boolean exclusive limits, and `$ref` that stands alone. */
export type SchemaDialect = 'openapi-3.0' | 'json-schema';

/** Where schemas come from and how they are to be read. */
export interface SchemaSource {
  readonly documents: DocumentSet;
  readonly dialect: SchemaDialect;
}

/** One version of a contract. */
export interface ContractVersion extends SchemaSource {
  readonly root: Located;
}

import type { DocumentSet } from '../document/document-set.ts';
import { child, childrenOf, itemsOf, type Located } from '../document/located.ts';
import type { Operation } from '../openapi/operation.ts';

/** A sample of data, and the schema that it is a sample of. */
export interface Example {
  readonly schema: Located;
  readonly value: Located;
}

/** Samples of bodies, parameters and headers of operations. */
export function examplesOfOperations(operations: readonly Operation[], documents: DocumentSet): Example[] {
  const holders = new Map(
    operations
      .flatMap(({ parameters, body, responses }) => [
        ...[...parameters.values()].map(({ at }) => at),
        ...(body?.content.values() ?? []).map(({ at }) => at),
        ...responses
          .values()
          .flatMap(({ content, headers }) => [
            ...content.values().map(({ at }) => at),
            ...headers.values().map(({ at }) => at),
          ]),
      ])
      .map((at) => [at.value, at] as const),
  );
  return [...holders.values()].flatMap((holder) => {
    const schema = child(holder, 'schema');
    const named = childrenOf(child(holder, 'examples')).map(([, written]) => {
      const example = documents.follow(written);
      return example === undefined ? written : child(example, 'value');
    });
    return present(schema, [child(holder, 'example'), ...named]);
  });
}

/** Samples and defaults that are written into schemas. */
export function examplesOfSchemas(schemas: readonly Located[]): Example[] {
  return schemas.flatMap((schema) =>
    present(schema, [
      child(schema, 'example'),
      child(schema, 'default'),
      ...itemsOf(child(schema, 'examples')),
    ]),
  );
}

function present(schema: Located, values: readonly Located[]): Example[] {
  if (schema.value === undefined) return [];
  return values.filter(({ value }) => value !== undefined).map((value) => ({ schema, value }));
}

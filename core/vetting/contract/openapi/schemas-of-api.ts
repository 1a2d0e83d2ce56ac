import type { DocumentSet } from '../document/document-set.ts';
import { child, childrenOf, type Located } from '../document/located.ts';
import { listSchemas } from '../schema/list-schemas.ts';
import type { MediaType, Operation } from './operation.ts';

/** Every schema that is written in an OpenAPI or AsyncAPI document, or that one of its operations refers to. */
export function schemasOfApi(
  root: Located,
  operations: readonly Operation[],
  documents: DocumentSet,
): Located[] {
  const components = child(root, 'components');
  const messages = childrenOf(child(components, 'messages')).map(([, message]) => child(message, 'payload'));
  const named = childrenOf(child(components, 'schemas')).map(([, schema]) => schema);
  const used = operations.flatMap(({ parameters, body, responses }) => [
    ...[...parameters.values()].flatMap(({ schema }) => schema.parts),
    ...partsOf(body?.content),
    ...[...responses.values()].flatMap(({ content, headers }) => [...partsOf(content), ...partsOf(headers)]),
  ]);
  const roots = [...named, ...messages, ...used];
  const followed = roots.map((schema) => documents.follow(schema)).filter((schema) => schema !== undefined);
  return listSchemas(followed);
}

function partsOf(content: ReadonlyMap<string, MediaType> | undefined): Located[] {
  return [...(content?.values() ?? [])].flatMap(({ schema }) => schema.parts);
}

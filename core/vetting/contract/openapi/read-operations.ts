import type { DocumentSet } from '../document/document-set.ts';
import { canonicalText, field, isObject, textField } from '../document/json-value.ts';
import { child, childrenOf, itemsOf, type Located } from '../document/located.ts';
import { schemaNode } from '../schema/schema-node.ts';
import type { MediaType, Operation, Parameter, RequestBody, Response } from './operation.ts';
import { readSecurity } from './read-security.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

/** Every operation of an OpenAPI document, webhooks and callbacks among them. */
export function readOperations(root: Located, documents: DocumentSet): Operation[] {
  const paths = childrenOf(child(root, 'paths'));
  const webhooks = childrenOf(child(root, 'webhooks'));
  const called = paths.flatMap(([path, item]) => readPathItem(path, item, root, documents, false));
  const callbacks = called.flatMap((operation) => readCallbacks(operation, root, documents));
  return [
    ...called,
    ...callbacks,
    ...webhooks.flatMap(([name, item]) => readPathItem(`webhook ${name}`, item, root, documents, true)),
  ];
}

function readCallbacks(operation: Operation, root: Located, documents: DocumentSet): Operation[] {
  return childrenOf(child(operation.at, 'callbacks')).flatMap(([name, written]) => {
    const callback = documents.follow(written);
    if (callback === undefined) return [];
    return childrenOf(callback).flatMap(([expression, item]) =>
      readPathItem(`${operation.name} callback ${name} ${expression}`, item, root, documents, true),
    );
  });
}

function readPathItem(
  path: string,
  written: Located,
  root: Located,
  documents: DocumentSet,
  isReversed: boolean,
): Operation[] {
  const item = documents.follow(written);
  if (item === undefined) return [];
  return methods.flatMap((method): Operation[] => {
    const at = child(item, method);
    if (!isObject(at.value)) return [];
    const declared =
      field(at.value, 'security') === undefined ? child(root, 'security') : child(at, 'security');
    return [
      {
        key: `${method.toUpperCase()} ${isReversed ? path : path.replaceAll(/\{[^{}]*\}/g, '{}')}`,
        name: `${method.toUpperCase()} ${path}`,
        at,
        operationId: textField(at.value, 'operationId'),
        parameters: readParameters(path, [child(item, 'parameters'), child(at, 'parameters')], documents),
        body: readBody(child(at, 'requestBody'), documents),
        responses: new Map(
          childrenOf(child(at, 'responses'))
            .filter(([code]) => !code.startsWith('x-'))
            .flatMap(([code, response]) => {
              const read = readResponse(response, documents);
              return read === undefined ? [] : [[code.toUpperCase(), read] as const];
            }),
        ),
        security: readSecurity(declared, root, documents),
        isSecurityDeclared: Array.isArray(declared.value),
        isReversed,
      },
    ];
  });
}

/** Parameters of an operation, those of its path underneath. */
function readParameters(
  path: string,
  lists: readonly Located[],
  documents: DocumentSet,
): ReadonlyMap<string, Parameter> {
  const positions = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
  return new Map(
    lists.flatMap(itemsOf).flatMap((written): [string, Parameter][] => {
      const at = documents.follow(written);
      const name = textField(at?.value, 'name');
      const place = textField(at?.value, 'in');
      if (at === undefined || name === undefined || place === undefined) return [];
      const position = place === 'path' ? positions.indexOf(name) : -1;
      const key = `${place} ${position === -1 ? nameKey(name, place) : `#${position}`}`;
      return [[key, readParameter(at, name, place)]];
    }),
  );
}

/** Names of headers are the same in upper and lower case. */
function nameKey(name: string, place: string): string {
  return place === 'header' ? name.toLowerCase() : name;
}

function readParameter(at: Located, name: string, place: string): Parameter {
  const [media] = childrenOf(child(at, 'content'));
  const style = textField(at.value, 'style') ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple');
  const explode = field(at.value, 'explode') ?? style === 'form';
  return {
    name,
    place,
    at,
    required: place === 'path' || field(at.value, 'required') === true,
    schema: schemaNode([media === undefined ? child(at, 'schema') : child(media[1], 'schema')]),
    encoding: media === undefined ? canonicalText({ style, explode }) : media[0],
  };
}

function readBody(written: Located, documents: DocumentSet): RequestBody | undefined {
  const at = documents.follow(written);
  if (at === undefined) return undefined;
  return { at, required: field(at.value, 'required') === true, content: readContent(child(at, 'content')) };
}

function readResponse(written: Located, documents: DocumentSet): Response | undefined {
  const at = documents.follow(written);
  if (at === undefined) return undefined;
  const headers = childrenOf(child(at, 'headers')).flatMap(([name, header]): [string, MediaType][] => {
    const found = documents.follow(header);
    if (found === undefined) return [];
    return [[name.toLowerCase(), { at: found, schema: schemaNode([child(found, 'schema')]) }]];
  });
  return { at, content: readContent(child(at, 'content')), headers: new Map(headers) };
}

function readContent(content: Located): ReadonlyMap<string, MediaType> {
  return new Map(
    childrenOf(content).map(([type, at]) => [
      type.toLowerCase().replaceAll(' ', ''),
      { at, schema: schemaNode([child(at, 'schema')]) },
    ]),
  );
}

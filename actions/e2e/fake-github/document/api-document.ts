import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { findDocument } from '../../github-document/find-document.ts';

/** A schema of OpenAPI 3.0, as the document has it. */
export interface ApiSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, ApiSchema>>;
  readonly additionalProperties?: boolean | ApiSchema;
  readonly items?: ApiSchema;
  readonly allOf?: readonly ApiSchema[];
  readonly anyOf?: readonly ApiSchema[];
  readonly oneOf?: readonly ApiSchema[];
  readonly minLength?: number;
}

interface Reference {
  readonly $ref: string;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: ApiSchema }>>;
}

export interface ApiParameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: ApiSchema;
}

export interface ApiOperation {
  readonly operationId: string;
  readonly parameters?: readonly (ApiParameter | Reference)[];
  readonly requestBody?: Content & { readonly required?: boolean };
  readonly responses: Readonly<Record<string, Content | Reference>>;
}

/** The parts of GitHub's OpenAPI document that the fake reads. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, ApiSchema>>;
    readonly parameters: Readonly<Record<string, ApiParameter>>;
    readonly responses: Readonly<Record<string, Content>>;
  };
  readonly 'x-webhooks': Readonly<Record<string, { readonly post: ApiOperation }>>;
}

const SCHEMAS = '#/components/schemas/';

/** @throws {Error} when the document is not on this machine */
export async function readApiDocument(): Promise<ApiDocument> {
  const path = await findDocument(process.env);
  if (path === undefined) {
    throw new Error("GitHub's OpenAPI document is not here. Run: npm run setup:github-api.");
  }
  return JSON.parse(await readFile(path, 'utf8'));
}

/** Name of the schema that a reference leads to. */
export function schemaName(ref: string): string {
  if (!ref.startsWith(SCHEMAS)) throw new Error(`Expected a reference to a schema, found ${ref}.`);
  return ref.slice(SCHEMAS.length);
}

/** A schema by its name. */
export function schemaOf(document: ApiDocument, name: string): ApiSchema {
  const schema = document.components.schemas[name];
  if (schema === undefined) throw new Error(`GitHub's document has no schema ${name}.`);
  return schema;
}

/** The parameters of an operation, with references followed. */
export function parametersOf(document: ApiDocument, operation: ApiOperation): readonly ApiParameter[] {
  return (operation.parameters ?? []).map((parameter) => {
    if (!('$ref' in parameter)) return parameter;
    const found = document.components.parameters[nameAtEnd(parameter)];
    if (found === undefined) throw new Error(`GitHub's document has no parameter ${parameter.$ref}.`);
    return found;
  });
}

/** Whether the document knows an answer of this status, and the schema of its JSON. */
export function responseOf(
  document: ApiDocument,
  operation: ApiOperation,
  status: number,
): { readonly known: boolean; readonly schema: ApiSchema | undefined } {
  const response = operation.responses[status];
  if (response === undefined) return { known: false, schema: undefined };
  const found = '$ref' in response ? document.components.responses[nameAtEnd(response)] : response;
  return { known: true, schema: found?.content?.['application/json']?.schema };
}

function nameAtEnd({ $ref }: Reference): string {
  return $ref.slice($ref.lastIndexOf('/') + 1);
}

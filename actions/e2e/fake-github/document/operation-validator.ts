import { Ajv, type ValidateFunction } from 'ajv';
import {
  type ApiDocument,
  type ApiOperation,
  type ApiSchema,
  parametersOf,
  responseOf,
  schemaName,
  schemaOf,
} from './api-document.ts';
import { closeSchema, convertSchema, referencedNames } from './convert-schema.ts';

/** Checks requests and answers against GitHub's document. Problems are sentences; none means that all is well. */
export interface OperationValidator {
  /** Turns the texts of a path or query into what the document says they are, in place. */
  parameters(operation: ApiOperation, place: 'path' | 'query', values: Record<string, unknown>): string[];
  body(operation: ApiOperation, body: unknown): string[];
  response(operation: ApiOperation, status: number, body: unknown): string[];
  /** Any value against a named schema or one given. */
  schema(schema: ApiSchema, value: unknown): string[];
}

/** Answers that any operation may give, whether the document lists them or not. */
const ALWAYS_POSSIBLE = new Set([304, 401, 403, 404, 422, 429, 500, 502, 503]);

export function createOperationValidator(document: ApiDocument): OperationValidator {
  const strict = prepare(new Ajv({ strict: false, allErrors: true, code: { optimize: false } }));
  const coercing = prepare(
    new Ajv({ strict: false, allErrors: true, coerceTypes: 'array', code: { optimize: false } }),
  );
  const compiled = new Map<string, ValidateFunction>();
  const registered = new Set<string>();

  const register = (schema: unknown): void => {
    for (const ref of referencedNames(schema)) {
      const name = schemaName(ref);
      if (registered.has(name)) continue;
      registered.add(name);
      const found = schemaOf(document, name);
      for (const ajv of [strict, coercing]) ajv.addSchema(convertSchema(found), name);
      register(found);
    }
  };
  const check = (key: string, schema: ApiSchema, value: unknown, ajv = strict): string[] => {
    let validate = compiled.get(key);
    if (validate === undefined) {
      register(schema);
      validate = ajv.compile(convertSchema(schema));
      compiled.set(key, validate);
    }
    return validate(value) ? [] : problemsOf(validate);
  };
  return {
    parameters: (operation, place, values) => {
      const expected = parametersOf(document, operation).filter((parameter) => parameter.in === place);
      const schema = {
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(expected.map(({ name, schema }) => [name, schema])),
        required: expected.filter(({ required }) => required).map(({ name }) => name),
      };
      return check(`${operation.operationId} ${place}`, schema, values, coercing);
    },
    body: (operation, body) => {
      const schema = operation.requestBody?.content?.['application/json']?.schema;
      if (schema === undefined) return body === undefined ? [] : ['it takes no body'];
      if (body === undefined) {
        return operation.requestBody?.required === false ? [] : ['it needs a body'];
      }
      return check(`${operation.operationId} body`, closeSchema(schema), body);
    },
    response: (operation, status, body) => {
      const { known, schema } = responseOf(document, operation, status);
      if (!known) return ALWAYS_POSSIBLE.has(status) ? [] : [`it never answers ${status}`];
      if (schema === undefined) return [];
      return check(`${operation.operationId} ${status}`, schema, body);
    },
    schema: (schema, value) => check(JSON.stringify(schema), schema, value),
  };
}

function problemsOf({ errors }: ValidateFunction): string[] {
  const texts = (errors ?? []).map(({ instancePath, message, params }) =>
    `${instancePath || 'it'} ${message} ${JSON.stringify(params)}`.trim(),
  );
  return [...new Set(texts)].slice(0, 20);
}

/** Adds the formats of GitHub's document, those of GitHub's own invention among them. */
function prepare(ajv: Ajv): Ajv {
  const isTime = (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text);
  ajv.addFormat('date-time', isTime);
  ajv.addFormat('timestamp', isTime);
  ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/);
  ajv.addFormat('uri', (text: string) => URL.canParse(text));
  ajv.addFormat('email', /^[^@\s]+@[^@\s]+$/);
  ajv.addFormat('repo.nwo', /^[^/\s]+\/[^/\s]+$/);
  for (const format of ['uri-template', 'binary', 'int32', 'int64', 'double']) ajv.addFormat(format, true);
  return ajv;
}

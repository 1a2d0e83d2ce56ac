import { onValue } from '@souk/model/finding/draft-finding.ts';
import { parsePointer } from '@souk/model/finding/json-pointer.ts';
import type { ErrorObject } from 'ajv';
import type { VettingFinding } from '../../vetted-entry.ts';
import type { DocumentSet } from '../document/document-set.ts';
import { field } from '../document/json-value.ts';
import { measureValue } from '../document/measure-value.ts';
import type { SchemaDialect } from '../schema/schema-source.ts';
import { linearPattern } from './linear-patterns.ts';
import type { Example } from './list-examples.ts';
import { toJsonSchema } from './to-json-schema.ts';

/** A larger or deeper sample shows nobody anything, and the time to check it may grow by its square. */
const EXAMPLE_LIMITS = { values: 2000, depth: 16 } as const;

const FORMATS = [
  'date',
  'time',
  'date-time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uri',
  'uuid',
] as const;

/**
 * Whether samples satisfy their schemas.
 *
 * @param files the files that the contract is spread over
 * @param most number of samples that are looked at
 */
export async function checkExamples(
  examples: readonly Example[],
  files: readonly string[],
  documents: DocumentSet,
  dialect: SchemaDialect,
  most: number,
): Promise<{ readonly findings: readonly VettingFinding[]; readonly checked: number }> {
  if (examples.length === 0) return { findings: [], checked: 0 };
  const validate = await createValidator(files, documents, dialect);
  const findings: VettingFinding[] = [];
  let checked = 0;
  for (const example of examples.slice(0, most)) {
    const { values, depth } = measureValue(example.value.value, EXAMPLE_LIMITS);
    const isWithin = values <= EXAMPLE_LIMITS.values && depth <= EXAMPLE_LIMITS.depth;
    const errors = isWithin ? validate(example) : undefined;
    if (errors === undefined) {
      findings.push(unchecked(example, isWithin ? 'its schema cannot be compiled' : 'it is too large'));
      continue;
    }
    checked++;
    const [first, ...others] = errors;
    if (first !== undefined) findings.push(mismatch(example, first, others.length));
  }
  const [next] = examples.slice(most);
  if (next !== undefined) findings.push(unchecked(next, `the document has more than ${most}`));
  return { findings, checked };
}

type Validate = (example: Example) => readonly ErrorObject[] | undefined;

async function createValidator(
  files: readonly string[],
  documents: DocumentSet,
  dialect: SchemaDialect,
): Promise<Validate> {
  const [{ Ajv2020 }, { default: addFormats }] = await Promise.all([
    import('ajv/dist/2020.js'),
    import('ajv-formats'),
  ]);
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    verbose: true,
    logger: false,
    validateSchema: false,
    inlineRefs: false,
    code: { regExp: Object.assign((pattern: string) => linearPattern(pattern), { code: 'linearPattern' }) },
  });
  addFormats.default(ajv, { mode: 'fast', formats: [...FORMATS] });
  for (const file of files) {
    const document = documents.read(file);
    const schema = document?.ok ? toJsonSchema(document.value, dialect) : undefined;
    if (typeof schema === 'object' && schema !== null) ajv.addSchema(schema, addressOf(file));
  }
  return ({ schema, value }) => {
    try {
      const validate = ajv.getSchema(`${addressOf(schema.file)}#${encodePointer(schema.pointer)}`);
      if (validate === undefined) return undefined;
      validate(value.value);
      return (validate.errors ?? []).filter((error) => !isAboutOtherDirection(error));
    } catch {
      return undefined;
    }
  };
}

function addressOf(file: string): string {
  return `https://entry.invalid/${file.split('/').map(encodeURIComponent).join('/')}`;
}

function encodePointer(pointer: string): string {
  return pointer.split('/').map(encodeURIComponent).join('/');
}

/** Answers leave out what is only sent, requests what is only received, whether or not it is required. */
function isAboutOtherDirection({ keyword, params, parentSchema }: ErrorObject): boolean {
  if (keyword !== 'required') return false;
  const property = field(field(parentSchema, 'properties'), String(params['missingProperty']));
  return field(property, 'writeOnly') === true || field(property, 'readOnly') === true;
}

function mismatch({ value }: Example, error: ErrorObject, others: number): VettingFinding {
  const at = parsePointer(error.instancePath).join('.');
  const more = others === 0 ? '' : ` (and ${others} more)`;
  return {
    rule: 'contract/example',
    file: value.file,
    message: `The example does not satisfy its schema: ${at === '' ? 'it' : at} ${error.message ?? 'is wrong'}${more}.`,
    help: 'Correct the example, or the schema if the example is what really happens.',
    place: onValue(`${value.pointer}${error.instancePath}`),
  };
}

function unchecked({ value }: Example, reason: string): VettingFinding {
  return {
    rule: 'contract/example-unchecked',
    file: value.file,
    message: `The example was not held against its schema: ${reason}.`,
    help: 'Shorten it, or mend the schema.',
    place: onValue(value.pointer),
  };
}

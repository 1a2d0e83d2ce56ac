import { onValue } from '@souk/model/finding/draft-finding.ts';
import type { ErrorObject } from 'ajv';
import type { VettingFinding } from '../../vetted-entry.ts';
import { textField } from '../document/json-value.ts';
import type { Located } from '../document/located.ts';

/** Drafts by the address that schemas name them by. */
const dialects = {
  'https://json-schema.org/draft/2020-12/schema': '2020-12',
  'https://json-schema.org/draft/2019-09/schema': '2019-09',
  'http://json-schema.org/draft-07/schema': 'draft-07',
} as const;

type Dialect = (typeof dialects)[keyof typeof dialects];

/** Whether a document is a JSON Schema that validators understand. One that names no draft is taken for the latest. */
export async function checkSchema(root: Located): Promise<VettingFinding[]> {
  const named = textField(root.value, '$schema');
  const dialect = named === undefined ? '2020-12' : dialectOf(named);
  if (dialect === undefined) {
    return [
      {
        rule: 'contract/schema-dialect',
        file: root.file,
        message: `The dialect ${named?.slice(0, 200)} is not known here.`,
        help: `Use ${Object.keys(dialects)[0]}, or draft-07.`,
        place: onValue('/$schema'),
      },
    ];
  }
  return (await validate(root.value, dialect)).map((error) => toFinding(error, root.file));
}

function dialectOf(address: string): Dialect | undefined {
  const found = Object.entries(dialects).find(([known]) => known === address.replace(/#$/, ''));
  return found?.[1];
}

/** What the schema of the draft itself says about a schema. Nothing of the schema is compiled or run. */
async function validate(schema: unknown, dialect: Dialect): Promise<readonly ErrorObject[]> {
  const ajv = await createAjv(dialect);
  if (typeof schema !== 'object' || schema === null) return [];
  ajv.validateSchema(schema);
  const errors = ajv.errors ?? [];
  // A keyword that fails is told once; the branches around it only repeat that.
  const telling = errors.filter(
    ({ keyword }) => !['$ref', '$dynamicRef', 'allOf', 'anyOf', 'if'].includes(keyword),
  );
  const [first] = errors;
  const chosen = telling.length === 0 && first !== undefined ? [first] : telling;
  return [...new Map(chosen.toReversed().map((error) => [error.instancePath, error])).values()];
}

async function createAjv(dialect: Dialect) {
  const options = { allErrors: true, strict: false, logger: false } as const;
  switch (dialect) {
    case '2020-12':
      return new (await import('ajv/dist/2020.js')).Ajv2020(options);
    case '2019-09':
      return new (await import('ajv/dist/2019.js')).Ajv2019(options);
    case 'draft-07':
      return new (await import('ajv')).Ajv(options);
  }
}

function toFinding({ instancePath, message, params }: ErrorObject, file: string): VettingFinding {
  const values: unknown = params['allowedValues'];
  const allowed = Array.isArray(values) ? `: ${values.join(', ')}` : '';
  return {
    rule: 'contract/schema',
    file,
    message: `The schema at ${instancePath || 'its root'} ${message ?? 'is not valid'}${allowed}.`,
    help: 'Write the keyword as the draft that `$schema` names has it.',
    place: onValue(instancePath),
  };
}

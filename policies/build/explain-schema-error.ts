import { appendPointer } from '@souk/model/finding/json-pointer.ts';
import { closest, quoteList } from '@souk/model/finding/suggest.ts';
import type { ErrorObject } from 'ajv/dist/2020.js';

/** What is wrong at a place of a YAML file, for people. */
export interface SchemaProblem {
  /** JSON pointer to the value, or to the field that should not be there. */
  readonly pointer: string;
  readonly message: string;
}

/**
 * Explains what a schema demands in place of what is there.
 *
 * @param errors of a validation with `verbose`, so that they hold the values
 * @param whole what the root is called
 */
export function explainSchemaErrors(
  errors: readonly ErrorObject[] | null | undefined,
  whole: string,
): SchemaProblem[] {
  return (errors ?? []).map((error) => explainSchemaError(error, whole));
}

function explainSchemaError(error: ErrorObject, whole: string): SchemaProblem {
  const { instancePath: pointer, keyword, params, parentSchema, data, message = 'is wrong' } = error;
  const place = pointer === '' ? whole : pointer.slice(1).replaceAll('/', '.');
  switch (keyword) {
    case 'additionalProperties': {
      const field = String(params['additionalProperty']);
      const known = Object.keys((parentSchema?.['properties'] as object | undefined) ?? {});
      const near = closest(field, known);
      const hint = near === undefined ? ` It may have ${quoteList(known)}.` : ` Did you mean ${near}?`;
      return {
        pointer: appendPointer(pointer, field),
        message: `${place} has no field ${JSON.stringify(field)}.${known.length === 0 ? '' : hint}`,
      };
    }
    case 'required':
      return { pointer, message: `${place} needs the field ${params['missingProperty']}.` };
    case 'enum':
      return {
        pointer,
        message: `${place} must be ${quoteList((params['allowedValues'] as unknown[]).map(String), 20)}; found ${found(data)}.`,
      };
    default:
      return { pointer, message: `${place} ${message}; found ${found(data)}.` };
  }
}

const LONGEST = 60;

function found(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

import type { ErrorObject } from 'ajv';
import { onKey, onValue, type Place, type Problem } from '../finding/draft-finding.ts';
import { appendPointer, parsePointer, valueAt } from '../finding/json-pointer.ts';
import { closest, quoteList } from '../finding/suggest.ts';
import type { DraftFix } from '../finding/write-fix.ts';
import { type CertainFixes, createCertainFixes } from './certain-fix.ts';
import type { Kind } from './manifest.ts';
import { fieldHelp, fieldsAt } from './schema-fields.ts';

/** Puts what the schema validator says into words that an author can act on. */
export function explainSchemaErrors(
  kind: Kind,
  manifest: unknown,
  errors: readonly ErrorObject[],
): Problem[] {
  const fixes = createCertainFixes(kind, manifest);
  return errors.flatMap((error) => explain(kind, manifest, error, fixes));
}

function explain(kind: Kind, manifest: unknown, error: ErrorObject, fixes: CertainFixes): Problem[] {
  const pointer = error.instancePath;
  const field = fieldName(pointer);
  const value = valueAt(manifest, pointer);
  const help = fieldHelp(kind, pointer);
  const params = error.params as Record<string, unknown>;
  const problem = (
    rule: string,
    message: string,
    mend: string,
    place: Place = onValue(pointer),
    fix?: DraftFix,
  ): Problem[] => [{ rule, message, help: mend, place, ...(fix === undefined ? {} : { fix }) }];
  switch (error.keyword) {
    case 'required':
    case 'dependentRequired': {
      const missing = appendPointer(pointer, String(params['missingProperty']));
      return problem(
        'schema/required',
        `${inField(field)} lacks ${fieldName(missing)}, which is required.`,
        `Add it. ${fieldHelp(kind, missing)}`,
        onKey(pointer),
      );
    }
    case 'additionalProperties': {
      const extra = String(params['additionalProperty']);
      return problem(
        'schema/unknown-field',
        `${extra === '' ? 'An empty name' : extra} is not a field of ${pointer === '' ? `kind ${kind}` : field}.`,
        suggestField(extra, fieldsAt(kind, pointer)),
        onKey(appendPointer(pointer, extra)),
        fixes.rename(pointer, extra, fieldsAt(kind, pointer)),
      );
    }
    case 'type':
      return problem(
        'schema/type',
        `${capital(field)} must be ${typeNames(params['type'])}; found ${describe(value)}.`,
        typeof value === 'number' || typeof value === 'boolean'
          ? `Put it in quotes: "${value}". ${help}`
          : help,
        onValue(pointer),
        fixes.quote(pointer, value),
      );
    case 'enum':
    case 'const': {
      const allowed =
        error.keyword === 'enum' ? (params['allowedValues'] as unknown[]) : [params['allowedValue']];
      const near = typeof value === 'string' ? closest(value, allowed.map(String)) : undefined;
      return problem(
        'schema/value',
        `${capital(field)} must be ${quoteList(allowed.map(String))}; found ${describe(value)}.`,
        near === undefined ? help : `Did you mean ${near}?`,
        onValue(pointer),
        fixes.reword(pointer, value, allowed.map(String)),
      );
    }
    case 'pattern':
    case 'format':
      return problem(
        'schema/format',
        `${capital(field)} is not of the form expected; found ${describe(value)}.`,
        help,
      );
    case 'propertyNames':
      return problem(
        'schema/format',
        `${describe(params['propertyName'])} cannot be a name in ${field}.`,
        help,
        onKey(appendPointer(pointer, String(params['propertyName']))),
      );
    case 'uniqueItems': {
      const repeated = appendPointer(pointer, Math.max(Number(params['i']), Number(params['j'])));
      return problem(
        'schema/duplicate',
        `${capital(field)} lists the same value twice: ${describe(valueAt(manifest, repeated))}.`,
        'Remove one of the two.',
        onValue(repeated),
      );
    }
    default:
      // The name of a refused key is reported by propertyNames; its own failure would say it twice.
      return error.propertyName === undefined
        ? problem('schema/limit', `${capital(field)} ${limit(error.keyword, params, value)}.`, help)
        : [];
  }
}

function limit(keyword: string, params: Record<string, unknown>, value: unknown): string {
  const bound = Number(params['limit']);
  switch (keyword) {
    case 'minLength':
      return `needs at least ${count(bound, 'character')}; found ${describe(value)}`;
    case 'maxLength':
      return `may have at most ${count(bound, 'character')}; found ${[...String(value)].length}`;
    case 'minItems':
      return `needs at least ${count(bound, 'item')}; found ${(value as unknown[]).length}`;
    case 'maxItems':
      return `may have at most ${count(bound, 'item')}; found ${(value as unknown[]).length}`;
    case 'minProperties':
      return `needs at least ${count(bound, 'field')}`;
    case 'maxProperties':
      return `may have at most ${count(bound, 'field')}; found ${Object.keys(value as object).length}`;
    case 'minimum':
      return `must be ${bound} or more; found ${describe(value)}`;
    case 'maximum':
      return `must be ${bound} or less; found ${describe(value)}`;
    default:
      return `breaks the rule "${keyword}" of the schema; found ${describe(value)}`;
  }
}

function suggestField(extra: string, known: readonly string[]): string {
  const near = closest(extra, known);
  if (near !== undefined) return `Did you mean ${near}?`;
  return known.length === 0 ? 'Remove it.' : `Remove it, or use one of ${quoteList(known)}.`;
}

/** `/permissions/0/scopes` as people write it: `permissions[0].scopes`. */
function fieldName(pointer: string): string {
  const name = parsePointer(pointer)
    .map((token) => (/^\d+$/.test(token) ? `[${token}]` : `.${token}`))
    .join('')
    .replace(/^\./, '');
  return name === '' ? 'the manifest' : name;
}

function inField(field: string): string {
  return field === 'the manifest' ? 'The manifest' : field;
}

function capital(text: string): string {
  return text.startsWith('the ') ? `T${text.slice(1)}` : text;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

const typeWords: Record<string, string> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a mapping of fields',
  array: 'a list',
  null: 'empty',
};

function typeNames(type: unknown): string {
  return [type]
    .flat()
    .map((name) => typeWords[String(name)] ?? String(name))
    .join(' or ');
}

/** A value as an error message shows it: its type and, where short, itself. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'a mapping of fields';
  const text = String(value);
  const short = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  if (typeof value === 'number') return `the number ${short}`;
  return typeof value === 'boolean' ? short : `"${short}"`;
}

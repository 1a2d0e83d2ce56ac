import { onKey, onValue, type Place } from '@souk/model/finding/draft-finding.ts';
import { appendPointer, parsePointer, valueAt } from '@souk/model/finding/json-pointer.ts';
import { closest } from '@souk/model/finding/suggest.ts';
import { describe } from '@souk/model/manifest/schema-problems.ts';
import type { ErrorObject } from 'ajv';
import type { DocumentProblem, ParsedDocument } from './sbom-document.ts';

const MOST_VALUES_SHOWN = 8;

/** The words of an official schema on a document, with its place; of several branches the one that came furthest. */
export function explainViolations(
  title: string,
  document: ParsedDocument,
  errors: readonly ErrorObject[],
  shown: number,
): [DocumentProblem, ...DocumentProblem[]] {
  const telling = errors.slice(0, MOST_LOOKED_AT).filter(({ keyword }) => !combining.has(keyword));
  const above = new Set(telling.flatMap(({ instancePath }) => ancestorsOf(instancePath)));
  const chosen = new Map<string, ErrorObject>();
  for (const error of telling.length === 0 ? errors.slice(0, 1) : telling) {
    const isBranch = /\/(?:anyOf|oneOf)\//.test(error.schemaPath);
    if (isBranch && above.has(error.instancePath)) continue;
    const key = `${error.instancePath} ${isBranch ? '' : JSON.stringify(error.params)}`;
    if (!chosen.has(key)) chosen.set(key, error);
  }
  const [first, ...rest] = [...chosen.values()]
    .slice(0, Math.max(shown, 1))
    .map((error) => explain(title, document, error));
  return [first ?? explainNothing(title), ...rest];
}

/** A document that is wrong all over is wrong in the first thousand places already. */
const MOST_LOOKED_AT = 1000;

function ancestorsOf(pointer: string): string[] {
  const tokens = pointer.split('/');
  return tokens.slice(0, -1).map((_, i) => tokens.slice(0, i + 1).join('/'));
}

const combining: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'allOf', 'if', 'not', '$ref']);

function explain(title: string, document: ParsedDocument, error: ErrorObject): DocumentProblem {
  const { instancePath: pointer, keyword } = error;
  const params: Readonly<Record<string, unknown>> = error.params;
  const where = fieldName(pointer);
  const value = valueAt(document.value, pointer);
  const problem = (said: string, help: string, place: Place = onValue(pointer)): DocumentProblem => ({
    rule: 'sbom/schema',
    message: `Not valid ${title}: ${said}.`,
    help,
    place: 'pointer' in place ? relocate(document, place) : place,
  });
  switch (keyword) {
    case 'required':
      return problem(`${where} lacks ${String(params['missingProperty'])}`, 'Add the field.', onKey(pointer));
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const extra = String(params['additionalProperty'] ?? params['unevaluatedProperty']);
      return problem(
        `${extra.slice(0, 60)} is not a field of ${where}`,
        'Remove the field, or name the version of the format that has it.',
        onKey(appendPointer(pointer, extra)),
      );
    }
    case 'enum':
    case 'const': {
      const allowed = [params['allowedValues'] ?? params['allowedValue']].flat().map(String);
      const near = typeof value === 'string' ? closest(value, allowed) : undefined;
      return problem(
        `${where} is ${describe(value)}, which the format does not know`,
        near === undefined
          ? `Use one of ${allowed.slice(0, MOST_VALUES_SHOWN).join(', ')}${allowed.length > MOST_VALUES_SHOWN ? ' …' : ''}.`
          : `Did you mean ${near}?`,
      );
    }
    case 'uniqueItems':
      return problem(`${where} lists the same value twice`, 'Remove one of the two.');
    default:
      return problem(
        `${where} ${error.message ?? 'is not as expected'}; found ${describe(value)}`,
        'Correct the value.',
      );
  }
}

function relocate(document: ParsedDocument, place: Extract<Place, { pointer: string }>): Place {
  const there = document.placeOf(place.pointer);
  return 'pointer' in there ? place : there;
}

function explainNothing(title: string): DocumentProblem {
  return {
    rule: 'sbom/schema',
    message: `Not valid ${title}.`,
    help: 'Generate the document anew.',
    place: onValue(''),
  };
}

/** `/components/3/licenses` as people write it: `components[3].licenses`. */
function fieldName(pointer: string): string {
  const name = parsePointer(pointer)
    .map((token) => (/^\d+$/.test(token) ? `[${token}]` : `.${token}`))
    .join('')
    .replace(/^\./, '');
  return name === '' ? 'the document' : name;
}

import { closest, quoteList } from '@souk/model/finding/suggest.ts';
import type { FastifyError, FastifySchemaValidationError } from 'fastify';
import { ApiProblem, type ProblemPart } from './problems.ts';

/** Gives whatever a request ended with the form that clients are promised. Faults of ours keep their details to the log. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (!isFastifyError(error)) return internal();
  if (error.validation !== undefined) return validationProblem(error, error.validation);
  switch (error.statusCode) {
    case 413:
      return new ApiProblem('payload-too-large', error.message);
    case 415:
      return new ApiProblem('unsupported-media-type', error.message);
  }
  const ours = error.statusCode === undefined || error.statusCode >= 500;
  return ours ? internal() : new ApiProblem('malformed-request', error.message);
}

function validationProblem(
  error: FastifyError,
  failures: readonly FastifySchemaValidationError[],
): ApiProblem {
  const where = error.validationContext === 'querystring' ? 'query' : (error.validationContext ?? 'request');
  const unknown = failures.filter(({ keyword }) => keyword === 'additionalProperties');
  const parts =
    unknown.length > 0 && where === 'query' ? unknown.map(unknownParameter) : failures.map(describe);
  const code = unknown.length > 0 && where === 'query' ? 'unknown-parameter' : 'invalid-request';
  return new ApiProblem(code, parts.map(({ message }) => message).join(' '), parts);
}

function unknownParameter(failure: FastifySchemaValidationError): ProblemPart {
  const at = String(failure.params['additionalProperty']);
  const known = Object.keys(
    (failure as { parentSchema?: { properties?: object } }).parentSchema?.properties ?? {},
  );
  const near = closest(at, known);
  const advice =
    near !== undefined
      ? `did you mean ${near}?`
      : known.length === 0
        ? 'this takes none.'
        : `there are ${quoteList(known)}.`;
  return { at, message: `There is no parameter "${at.slice(0, 60)}"; ${advice}` };
}

function describe({ instancePath, message, keyword, params }: FastifySchemaValidationError): ProblemPart {
  const at = instancePath.split('/')[1] ?? String(params['missingProperty'] ?? '');
  const allowed = params['allowedValues'];
  const expected =
    keyword === 'enum' && Array.isArray(allowed) ? `must be ${quoteList(allowed.map(String))}` : message;
  return { at, message: `"${at}" ${expected}.` };
}

function internal(): ApiProblem {
  return new ApiProblem('internal', 'The request could not be served. The log of the controller says why.');
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'code' in error;
}

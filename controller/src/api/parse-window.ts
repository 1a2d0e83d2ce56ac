import { parseTime } from '../metering/usage-query.ts';
import { ApiProblem } from './problems.ts';

/**
 * The window between two days or times, in milliseconds since 1970, half open.
 *
 * @throws {ApiProblem} when one is no time, or they are the wrong way round
 */
export function parseWindow(request: { readonly from: string; readonly to: string }): {
  readonly from: number;
  readonly to: number;
} {
  const [from, to] = [timeOf('from', request.from), timeOf('to', request.to)];
  if (to <= from) throw invalid('to', '"to" must be a time after "from".');
  return { from, to };
}

function timeOf(at: string, text: string): number {
  const time = parseTime(text);
  if (time !== undefined) return time;
  const expected = 'a day or a time, such as 2026-11-01 or 2026-11-01T08:30:00Z';
  throw invalid(at, `"${at}" must be ${expected}; found "${text.slice(0, 100)}".`);
}

function invalid(at: string, message: string): ApiProblem {
  return new ApiProblem('invalid-request', message, [{ at, message }]);
}

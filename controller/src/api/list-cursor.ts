import { ApiProblem } from './problems.ts';

/** A place in a list as a text that clients hand back. */
export function encodeCursor(place: readonly string[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws {ApiProblem} for what no list has given */
export function decodeCursor(cursor: string): string[] {
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw invalidCursor();
  }
  const isPlace =
    Array.isArray(place) && place.every((part) => typeof part === 'string' && !part.includes('\0'));
  if (!isPlace) throw invalidCursor();
  return place as string[];
}

export function invalidCursor(): ApiProblem {
  return new ApiProblem('invalid-cursor', 'The cursor is not from this list. Start again without a cursor.');
}

import { FetchError } from '../fetch-error.ts';

/** @throws {FetchError} `unreachable`, as an answer that cannot be read says nothing of the document */
export function readJson(bytes: Uint8Array, what: string): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch (cause) {
    throw new FetchError('unreachable', `${what} is not valid JSON.`, { cause });
  }
}

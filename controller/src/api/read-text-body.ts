import { ApiProblem } from './problems.ts';

/**
 * Reads a body of UTF-8, keeping no more of it than it may have.
 * @throws {ApiProblem} `payload-too-large`, `malformed-request`
 */
export async function readTextBody(body: AsyncIterable<Uint8Array>, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw tooLarge(mostBytes);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new ApiProblem('malformed-request', 'Expected a body in UTF-8; found bytes that are none.');
  }
}

export function tooLarge(mostBytes: number): ApiProblem {
  const most = `${mostBytes / 1_024 / 1_024} MiB`;
  return new ApiProblem('payload-too-large', `Expected a body of at most ${most}; send less at once.`);
}

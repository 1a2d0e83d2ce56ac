import type { Readable } from 'node:stream';

/**
 * A body as it comes, up to so many bytes. It stays open when it is longer, so that whoever sends it can be answered.
 *
 * @throws what the caller says, at the first byte too many
 */
export async function* limitedBody(
  body: Readable,
  most: number,
  tooLarge: () => Error,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    const piece = chunk as Buffer;
    bytes += piece.byteLength;
    if (bytes > most) throw tooLarge();
    yield piece;
  }
}

/** How much of a body is taken before it has a claim to anything, and how long for. */
export interface BodyStart {
  readonly bytes: number;
  readonly withinMs: number;
}

/**
 * Resolves when the first part of a body is there, or all of a shorter one: who sends slowly holds nothing but a connection.
 * @throws what the caller says, when it does not come in time
 */
export async function receiveBody(
  body: AsyncIterable<Buffer>,
  { bytes, withinMs }: BodyStart,
  tooSlow: () => Error,
): Promise<AsyncIterable<Buffer>> {
  const pieces = body[Symbol.asyncIterator]();
  const held: Buffer[] = [];
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(tooSlow()), withinMs);
  try {
    for (let size = 0; size < bytes; ) {
      const next = await Promise.race([pieces.next(), late.promise]);
      if (next.done === true) break;
      held.push(next.value);
      size += next.value.byteLength;
    }
  } finally {
    clearTimeout(timer);
  }
  return resume(held, pieces);
}

async function* resume(held: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* held;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

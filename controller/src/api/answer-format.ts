const types = { json: 'application/json', csv: 'text/csv', focus: 'text/csv', html: 'text/html' } as const;
export type AnswerFormat = keyof typeof types;

/** How an answer is asked for: by `format`, else by what the client accepts, else as JSON. */
export function answerFormat<F extends AnswerFormat>(
  asked: F | undefined,
  accept: string | undefined,
  offered: readonly F[],
): F | 'json' {
  if (asked !== undefined) return asked;
  const wanted = (accept ?? '').split(',').map((part) => part.split(';')[0]?.trim().toLowerCase());
  return wanted.flatMap((type) => offered.find((format) => types[format] === type) ?? [])[0] ?? 'json';
}

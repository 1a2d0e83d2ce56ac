/** What can go wrong in a request, by stable code. The table in controller/README.md is compared with this by a test. */
export const problems = {
  'invalid-request': { status: 400, title: 'A parameter or the body is not as the API describes it' },
  'unknown-parameter': { status: 400, title: 'The API has no such query parameter' },
  'invalid-cursor': {
    status: 400,
    title: 'The cursor is not from this list with this sort and these filters',
  },
  'malformed-request': { status: 400, title: 'The request can not be understood' },
  'invalid-signature': { status: 401, title: 'The signature is missing or wrong' },
  'token-missing': { status: 401, title: 'The request has no token of an installation' },
  'token-expired': { status: 401, title: 'The time of the token is over; get another one' },
  'token-refused': { status: 401, title: 'The token is not taken, or counts no more' },
  'forbidden-host': { status: 403, title: 'The Host header is not a name of this service' },
  'forbidden-origin': { status: 403, title: 'A page of another origin may not do this' },
  forbidden: { status: 403, title: 'This is not for everybody' },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'entity-not-found': { status: 404, title: 'The catalog has no such entity' },
  'version-not-found': { status: 404, title: 'The entity has no such version' },
  'subscription-not-found': { status: 404, title: 'No such subscription is followed' },
  'delivery-not-found': { status: 404, title: 'There is no such delivery' },
  'method-not-allowed': { status: 405, title: 'The address does not take this method' },
  'replay-under-way': { status: 409, title: 'A replay of the delivery waits already' },
  'entity-removed': { status: 410, title: 'The entity has left the catalog' },
  'feed-expired': { status: 410, title: 'The change feed can not be followed from there any more' },
  'payload-too-large': { status: 413, title: 'The body is larger than this service takes' },
  'batch-too-large': { status: 413, title: 'The body holds more events than are taken at once' },
  'unsupported-media-type': { status: 415, title: 'The body is of a type that this service does not read' },
  'too-many-requests': { status: 429, title: 'There were too many requests; Retry-After says when to go on' },
  internal: { status: 500, title: 'Something went wrong here; it is in the log' },
  'too-many-waiting': { status: 503, title: 'More requests wait for something to happen than can be held' },
  'not-ready': { status: 503, title: 'This replica can not serve requests at the moment' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type ProblemCode = keyof typeof problems;

/** One part of a request that is wrong. */
export interface ProblemPart {
  /** Name of the parameter, or JSON pointer into the body. */
  readonly at: string;
  readonly message: string;
}

/** Of an entity that has left the catalog. */
export interface Removal {
  /** RFC 3339, as is `until`. */
  readonly at: string;
  /** Commit that the entity was removed by. */
  readonly commit?: string | undefined;
  /** Until then it comes back with all that it had. */
  readonly until: string;
}

/** An RFC 9457 problem document. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly ProblemPart[];
  readonly removal?: Removal;
}

/** A refusal on its way to the error handler. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: ProblemCode;
  readonly errors: readonly ProblemPart[];
  readonly removal: Removal | undefined;

  constructor(code: ProblemCode, detail: string, errors: readonly ProblemPart[] = [], removal?: Removal) {
    super(detail);
    this.code = code;
    this.errors = errors;
    this.removal = removal;
  }
}

export function problemDocument({ code, message, errors, removal }: ApiProblem): ProblemDocument {
  const { status, title } = problems[code];
  const type = `https://souk.dev/problems/${code}`;
  return {
    type,
    title,
    status,
    code,
    detail: message,
    ...(errors.length === 0 ? {} : { errors }),
    ...(removal === undefined ? {} : { removal }),
  };
}

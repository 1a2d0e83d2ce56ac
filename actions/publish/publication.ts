/** What the controller says of a commit. */
export type Publication =
  | {
      readonly state: 'published';
      readonly revision: string;
      /** What was not taken over; the registry keeps the last good state of it. */
      readonly left: readonly LeftOut[];
    }
  /** No answer in the time that was given. */
  | { readonly state: 'late' }
  /** It answered, but not as a controller does. */
  | { readonly state: 'broken'; readonly reason: string };

export interface LeftOut {
  readonly path: string;
  /** Counts from 1; undefined when it is about the whole file. */
  readonly line: number | undefined;
  readonly message: string;
}

/**
 * Reads the answer to `GET /api/v1/wait`: `{commit, revision, unreadable: [{path, line, message}]}`, where the last is
 * left out when everything was taken over.
 */
export function parsePublication(answer: unknown, commit: string): Publication {
  if (!isMapping(answer)) return broken('its answer is no JSON object');
  const { revision, unreadable = [] } = answer;
  if (answer['commit'] !== commit) return broken('its answer is about another commit');
  if (typeof revision !== 'string' && !Number.isSafeInteger(revision))
    return broken('its answer has no revision');
  if (!Array.isArray(unreadable)) return broken('what it left out is no list');
  return { state: 'published', revision: String(revision).slice(0, 100), left: unreadable.map(readLeftOut) };
}

function readLeftOut(item: unknown): LeftOut {
  const { path, line, message } = isMapping(item) ? item : {};
  return {
    path: typeof path === 'string' ? path : 'a file',
    line: typeof line === 'number' && Number.isSafeInteger(line) && line > 0 ? line : undefined,
    message: typeof message === 'string' ? message : 'The controller does not say why.',
  };
}

function broken(reason: string): Publication {
  return { state: 'broken', reason };
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { DriverError } from '../driver.ts';

const LONGEST = 300;

/** What the API said of itself in a `Status`; undefined where it said something else. */
export function statusMessage(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('message' in body)) return undefined;
  if (typeof body.message !== 'string') return undefined;
  const line = body.message.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/**
 * An answer that is no success, as what it means for an instance.
 *
 * @param what was asked for, such as `Deployment souk-crm in finance-dev`
 */
export function explainAnswer(what: string, status: number, body: unknown): DriverError {
  const said = statusMessage(body);
  const detail = said === undefined ? `${status}` : `${status}: ${said}`;
  switch (status) {
    case 400:
    case 413:
    case 422:
      return new DriverError('invalid', `${what}: the cluster does not take it (${detail}).`);
    case 401:
    case 403:
      return new DriverError('unreachable', `${what}: the cluster does not let Souk do that (${detail}).`);
    case 404:
      return said === undefined
        ? new DriverError(
            'unreachable',
            `${what}: the cluster does not know this kind; install what defines it.`,
          )
        : new DriverError('unreachable', `${what}: what it needs is not there (${detail}).`);
    case 409:
      return new DriverError('conflict', `${what}: somebody else holds it (${detail}).`);
    default:
      return new DriverError('unreachable', `${what}: the cluster does not answer as it should (${detail}).`);
  }
}

/** Why there was no answer. Only codes: messages of the client may hold what it was about to send. */
export function explainSilence(what: string, error: unknown): DriverError {
  const codes = [error, error instanceof Error ? error.cause : undefined].map((one) =>
    one instanceof Error && 'code' in one && typeof one.code === 'string' ? one.code : undefined,
  );
  const reason = codes.find((code) => code !== undefined) ?? 'no answer in time';
  return new DriverError('unreachable', `${what}: the cluster can't be reached (${reason}).`, {
    cause: error,
  });
}

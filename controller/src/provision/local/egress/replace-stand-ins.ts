import { RefusedError } from './refused-error.ts';

/** What stands for a secret in the hands of code, and the value that goes out in its place. */
export interface StandIn {
  readonly standIn: string;
  readonly value: string;
}

/** What is sent on may be some times longer than what came: a value for each stand-in. */
const LONGEST = 128 * 1_024;
const BASIC = /^(basic\s+)([a-z0-9+/=_-]+)$/i;

/**
 * A value of a header with the secrets in place, also within Basic credentials.
 * @throws {RefusedError} when that is too long to be sent
 */
export function replaceStandIns(header: string, standIns: readonly StandIn[]): string {
  const [, scheme, credentials] = BASIC.exec(header) ?? [];
  if (scheme === undefined || credentials === undefined) return replaceIn(header, standIns);
  const plain = Buffer.from(credentials, 'base64').toString('utf8');
  const replaced = replaceIn(plain, standIns);
  return replaced === plain ? header : scheme + Buffer.from(replaced).toString('base64');
}

/** A text in which no value of a secret stands any more: what a server echoes is not handed on. */
export function hideValues(text: string, standIns: readonly StandIn[]): string {
  return standIns.reduce((shown, { value, standIn }) => shown.replaceAll(value, standIn), text);
}

function replaceIn(text: string, standIns: readonly StandIn[]): string {
  return standIns.reduce((full, { standIn, value }) => {
    const parts = full.split(standIn);
    if (full.length + (parts.length - 1) * value.length > LONGEST)
      throw new RefusedError(431, `A header is longer than ${LONGEST} characters with its secrets in place.`);
    return parts.join(value);
  }, text);
}

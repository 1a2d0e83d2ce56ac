import { DriverError } from '../driver.ts';
import { shortDigest } from './short-digest.ts';

const PREFIX = 'souk-';
/** A CronJob can't have a longer name: its pods get eleven characters more. */
const LONGEST = 52;

/**
 * Name of all objects of an instance, one of each kind: a DNS label. The prefix keeps it apart from what others have in
 * the namespace, such as the ServiceAccount `default`. No id holds two hyphens in a row, so what is cut short is the
 * name of no other.
 *
 * @throws {DriverError} `invalid` for what is no id
 */
export function objectName(id: string): string {
  if (!isLabel(id)) throw new DriverError('invalid', `${JSON.stringify(id)} is no id of an installation.`);
  const whole = `${PREFIX}${id}`;
  if (whole.length <= LONGEST) return whole;
  const digest = shortDigest(id);
  const room = LONGEST - '--'.length - digest.length;
  return `${whole.slice(0, room).replace(/-$/, '')}--${digest}`;
}

/** Whether a text has the form of ids: lower-case letters, digits and single hyphens, 63 characters at most. */
export function isLabel(text: string): boolean {
  return text.length <= 63 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);
}

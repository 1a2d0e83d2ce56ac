import parse from 'semver/functions/parse.js';
import validRange from 'semver/ranges/valid.js';

const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;
const DAY_OR_INSTANT =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d))?$/;

/** True for a day of the calendar or an RFC 3339 instant; 2027-02-30 is neither. */
function isTimestamp(text: string): boolean {
  const day = DAY_OR_INSTANT.exec(text)?.[1];
  if (day === undefined) return false;
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day);
}

/** The `format` names that the manifest schemas use, each with the test for a string of that format. */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  email: (text) => text.length <= 254 && EMAIL.test(text),
  semver: (text) => parse(text) !== null,
  'semver-range': (text) => validRange(text) !== null,
  timestamp: isTimestamp,
};

import { type Problem, wholeFile } from '../finding/draft-finding.ts';

const LONGEST = 300;

/** Paths that nearly all files have, told apart by one test: no segment begins with a dot. */
const PLAIN = /^[A-Za-z0-9_@+-][A-Za-z0-9_.@+-]*(\/[A-Za-z0-9_@+-][A-Za-z0-9_.@+-]*)*$/;

/** What is wrong with the name of a file, whatever it holds. */
export function checkPath(path: string): Problem | undefined {
  const fault = faultOf(path);
  return fault === undefined
    ? undefined
    : {
        rule: 'file/path',
        message: `The path ${fault}.`,
        help: 'Rename the file: plain letters, digits, dots, dashes and underscores read the same everywhere.',
        place: wholeFile,
      };
}

function faultOf(path: string): string | undefined {
  if (PLAIN.test(path) && path.length <= LONGEST) return undefined;
  if (/\p{Cc}/u.test(path)) return 'holds a control character';
  if (path.includes('\ufffd') || !path.isWellFormed()) return 'is not valid UTF-8';
  if (/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/.test(path)) return 'holds an invisible character';
  if (path.includes('\\')) return 'holds a backslash';
  if (path.normalize('NFC') !== path)
    return 'is not in Unicode normal form C, so that two files could look the same';
  if (
    path
      .split('/')
      .some(
        (segment) =>
          segment === '' || segment === '.' || segment === '..' || segment.toLowerCase() === '.git',
      )
  ) {
    return 'is not in its plain form';
  }
  return path.length > LONGEST ? `is longer than ${LONGEST} characters` : undefined;
}

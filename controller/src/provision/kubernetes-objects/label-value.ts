import { shortDigest } from './short-digest.ts';

const LONGEST = 63;
const VALID = /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/;

/** A text as the value of a label: itself where it can be one, otherwise what is left of it and a digest. */
export function labelValue(text: string): string {
  if (text.length <= LONGEST && VALID.test(text)) return text;
  const digest = shortDigest(text);
  const rest = text
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .slice(0, LONGEST - 1 - digest.length)
    .replaceAll(/^[._-]+|[._-]+$/g, '');
  return rest === '' ? digest : `${rest}-${digest}`;
}

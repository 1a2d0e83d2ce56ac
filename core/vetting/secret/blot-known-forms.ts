import { cloudKeyForms } from './cloud-key-forms.ts';
import { type AssignmentSettings, findAssignments } from './find-assignments.ts';
import { findConnectionStrings } from './find-connection-strings.ts';
import { findDisguised } from './find-disguised.ts';
import { findPrivateKeys } from './find-private-keys.ts';
import { findForms } from './secret-form.ts';
import type { TextSpan } from './secret-match.ts';
import { tokenForms } from './token-forms.ts';

/** Rather an example blotted than a secret shown. */
const anything: AssignmentSettings = {
  randomness: { minLength: 20, hexBits: 3, base64Bits: 4 },
  exampleWords: [],
};
const forms = [...cloudKeyForms, ...tokenForms];

/**
 * Blots out of a text that is shown what has the form of a credential, wherever it comes from: words of a rule may spell
 * out what a file escapes or folds, and a file may not have been searched at all. As long as before and with the same
 * line breaks.
 *
 * @param path of the file whose text it is: then what is assigned to names such as `password` goes too
 */
export function blotKnownForms(text: string, path?: string): string {
  const spans = [
    ...findKnown(text),
    ...findWrapped(text),
    ...(path === undefined ? [] : findAssignments({ name: path, text }, anything)),
  ];
  return spans.reduce(
    (rest, { offset, endOffset }) =>
      rest.slice(0, offset) + rest.slice(offset, endOffset).replace(/[^\r\n]/g, '*') + rest.slice(endOffset),
    text,
  );
}

function findKnown(text: string): TextSpan[] {
  return [...findForms(text, forms, []), ...findPrivateKeys(text), ...findConnectionStrings(text, [])];
}

function findWrapped(text: string): TextSpan[] {
  return findDisguised(text).filter(({ clear }) => findKnown(clear).length > 0);
}

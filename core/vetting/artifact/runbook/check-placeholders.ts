import type { RunbookSettings } from '../artifact-settings.ts';
import type { Remark } from '../remark.ts';
import type { Runbook } from './read-runbook.ts';

/** Whether text still waits to be written. One remark for each run of prose is enough to find it. */
export function checkPlaceholders({ prose }: Runbook, { placeholders }: RunbookSettings): Remark[] {
  return prose.flatMap(({ text, offset, endOffset }): Remark[] => {
    const lower = text.toLowerCase();
    const found = placeholders
      .map((placeholder) => ({ placeholder, at: indexOfWords(lower, placeholder.toLowerCase()) }))
      .find(({ at }) => at !== -1);
    if (found === undefined) return [];
    const isVerbatim = endOffset - offset === text.length;
    const start = isVerbatim ? offset + found.at : offset;
    return [
      {
        rule: 'runbook/placeholder',
        message: `"${text.slice(found.at, found.at + found.placeholder.length)}" stands where an answer is expected.`,
        help: 'Write the answer.',
        place: { offset: start, endOffset: isVerbatim ? start + found.placeholder.length : endOffset },
        about: found.placeholder,
      },
    ];
  });
}

/** Where a phrase stands as whole words. */
function indexOfWords(text: string, phrase: string): number {
  for (let at = text.indexOf(phrase); at !== -1; at = text.indexOf(phrase, at + 1)) {
    if (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + phrase.length])) return at;
  }
  return -1;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}

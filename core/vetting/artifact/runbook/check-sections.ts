import type { RunbookSection, RunbookSettings } from '../artifact-settings.ts';
import { type Remark, startOfFile } from '../remark.ts';
import type { Runbook, RunbookHeading } from './read-runbook.ts';

/** What a section of the settings is in the runbook: its headings, and whether any of them is filled in. */
export interface SectionState {
  readonly section: RunbookSection;
  readonly headings: readonly RunbookHeading[];
  readonly isFilled: boolean;
}

export function findSections({ headings }: Runbook, settings: RunbookSettings): SectionState[] {
  // A title that names the entry may hold any word; sections are below it, unless there is no title.
  const below = headings.filter(({ level }, i) => level > 1 || (i > 0 && headings[0]?.level === 1));
  return settings.sections.map((section) => {
    const phrases = section.headings.map(foldWords);
    const own = below.filter(({ text }) => phrases.some((phrase) => foldWords(text).includes(phrase)));
    return { section, headings: own, isFilled: own.some(({ words }) => words >= settings.minWords) };
  });
}

/** Whether all sections are there, with an answer in each. */
export function checkSections(states: readonly SectionState[], { minWords }: RunbookSettings): Remark[] {
  return states
    .filter(({ isFilled }) => !isFilled)
    .map(({ section, headings }): Remark => {
      const first = headings[0];
      if (first === undefined) {
        return {
          rule: 'runbook/section-missing',
          message: `The section "${section.name}" is missing; expected a heading such as "${section.headings[0] ?? section.name}".`,
          help: 'Add the section and write what somebody does who sees this entry for the first time, at night.',
          place: startOfFile,
          about: section.name,
        };
      }
      return {
        rule: 'runbook/section-empty',
        message: `The section "${first.text.slice(0, 80)}" has ${first.words} ${first.words === 1 ? 'word' : 'words'}; expected at least ${minWords}.`,
        help: 'Write the answer, or say in a sentence why there is nothing to do.',
        place: { offset: first.offset, endOffset: first.endOffset },
        about: section.name,
      };
    });
}

/** Words in lower case between spaces, so that a phrase is found as whole words only. */
function foldWords(text: string): string {
  return ` ${(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;
}

import type { RunbookSettings } from '../artifact-settings.ts';
import { type Remark, startOfFile } from '../remark.ts';
import { checkLinks } from './check-links.ts';
import { checkPlaceholders } from './check-placeholders.ts';
import { checkSections, findSections } from './check-sections.ts';
import { readRunbook } from './read-runbook.ts';
import { whyUnreadable } from './why-unreadable.ts';

/** What the vetting learnt from the runbook. */
export interface RunbookEvidence {
  readonly file: string;
  /** Names of the sections that are filled in. */
  readonly filled: readonly string[];
  readonly missing: readonly string[];
}

export function lintRunbook(
  name: string,
  text: string,
  files: ReadonlySet<string>,
  settings: RunbookSettings,
): { remarks: Remark[]; evidence: RunbookEvidence } {
  const why = whyUnreadable(text);
  if (why !== undefined) {
    const missing = settings.sections.map((section) => section.name);
    return { remarks: [remarkUnreadable(why)], evidence: { file: name, filled: [], missing } };
  }
  const runbook = readRunbook(text);
  const sections = findSections(runbook, settings);
  const namesOf = (isFilled: boolean): string[] =>
    sections.filter((state) => state.isFilled === isFilled).map(({ section }) => section.name);
  return {
    remarks: [
      ...checkSections(sections, settings),
      ...checkPlaceholders(runbook, settings),
      ...checkLinks(runbook, name, files),
    ],
    evidence: { file: name, filled: namesOf(true), missing: namesOf(false) },
  };
}

function remarkUnreadable(message: string): Remark {
  return {
    rule: 'runbook/unreadable',
    message,
    help: 'Write plain sections; move long lists to pages of their own.',
    place: startOfFile,
  };
}

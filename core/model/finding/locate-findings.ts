import { docsOf, findBuiltInRule } from '../rule/built-in-rules.ts';
import type { DraftFinding } from './draft-finding.ts';
import type { Finding, Level } from './finding.ts';
import { createLocator } from './locate.ts';

const levels: readonly Level[] = ['error', 'deny', 'warn', 'notice'];

/**
 * Gives each finding its line and column, and puts them in the order in which people mend them: by file,
 * from top to bottom, the gravest first on a line.
 *
 * @param textOf text of each file that a finding names
 */
export function locateFindings(drafts: readonly DraftFinding[], textOf: (path: string) => string): Finding[] {
  const locators = new Map<string, ReturnType<typeof createLocator>>();
  const located = drafts.map((draft): Finding => {
    let locate = locators.get(draft.path);
    if (locate === undefined) {
      locate = createLocator(draft.path, textOf(draft.path));
      locators.set(draft.path, locate);
    }
    return {
      rule: draft.rule,
      level: draft.level ?? findBuiltInRule(draft.rule)?.level ?? 'error',
      message: draft.message,
      help: draft.help,
      docs: docsOf(draft.rule),
      ...(draft.entity === undefined ? {} : { entity: draft.entity }),
      location: locate(draft.place),
      ...(draft.about === undefined ? {} : { about: draft.about }),
      ...(draft.waivedBy === undefined ? {} : { waivedBy: draft.waivedBy }),
    };
  });
  return located.toSorted(byPlace);
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compareText(a.location.path, b.location.path) ||
    a.location.line - b.location.line ||
    levels.indexOf(a.level) - levels.indexOf(b.level) ||
    a.location.column - b.location.column ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

import { docsOf, findBuiltInRule } from '../rule/built-in-rules.ts';
import type { DraftFinding } from './draft-finding.ts';
import type { Finding, Level, Location } from './finding.ts';
import { createLocator } from './locate.ts';
import { writeFix } from './write-fix.ts';

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
    const location = locate(draft.place);
    const fix = draft.fix && writeFix(draft.fix, sourceAt(textOf(draft.path), location));
    return {
      rule: draft.rule,
      level: draft.level ?? findBuiltInRule(draft.rule)?.level ?? 'error',
      message: draft.message,
      help: draft.help,
      docs: docsOf(draft.rule),
      ...(draft.entity === undefined ? {} : { entity: draft.entity }),
      location,
      ...(fix === undefined ? {} : { fix }),
      ...(draft.about === undefined ? {} : { about: draft.about }),
      ...(draft.waivedBy === undefined ? {} : { waivedBy: draft.waivedBy }),
    };
  });
  return located.toSorted(byPlace);
}

/** The text of a place that is within one line; a mend of more than that is never certain. */
function sourceAt(text: string, { line, column, endLine, endColumn }: Location): string | undefined {
  if (line !== endLine) return undefined;
  return text.split('\n', line)[line - 1]?.slice(column - 1, endColumn - 1);
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

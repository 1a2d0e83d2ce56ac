import compare from 'semver/functions/compare.js';
import major from 'semver/functions/major.js';
import minor from 'semver/functions/minor.js';
import { breakingChanges } from '../change/breaking-change.ts';
import type { Change } from '../change/change.ts';
import { changedContent, changedContentFiles } from '../change/content-change.ts';
import { type DraftFinding, onValue } from '../finding/draft-finding.ts';
import { quoteList } from '../finding/suggest.ts';
import { type Entry, isEntry, stageOf } from '../manifest/manifest.ts';
import { type Check, findingOn } from './check.ts';

/** Whether the version tells the truth about what changed. */
export const checkVersion: Check = {
  name: 'version',
  run: ({ changes }) => changes.flatMap(checkChange),
};

function checkChange(change: Change): DraftFinding[] {
  const before = change.before?.manifest;
  const after = change.after?.manifest;
  if (change.after === undefined || before === undefined || after === undefined) return [];
  if (!isEntry(before) || !isEntry(after)) return [];
  const order = compare(after.version, before.version);
  if (order < 0) {
    return [
      findingOn(change.after, 'version/lowered', onValue('/version'), {
        message: `The version goes back from ${before.version} to ${after.version}.`,
        help: `Publish the old content under a new version, above ${before.version}.`,
      }),
    ];
  }
  return [...checkRaised(change, before, after, order), ...checkBreaking(change, before, after)];
}

function checkRaised(change: Change, before: Entry, after: Entry, order: number): DraftFinding[] {
  const content = [...changedContent(before, after), ...changedContentFiles(change.attachments)];
  if (order !== 0 || content.length === 0 || change.after === undefined) return [];
  const published = stageOf(before) !== 'proposed' && stageOf(before) !== 'vetted';
  return [
    findingOn(change.after, 'version/not-raised', onValue('/version'), {
      message: `${quoteList(content, 5)} changed, but the version is still ${after.version}${published ? ', which is published and never changes' : ''}.`,
      help: `Raise the version: a fix to the third number, an addition to the second, a removal to the first.`,
    }),
  ];
}

function checkBreaking(change: Change, before: Entry, after: Entry): DraftFinding[] {
  if (change.after === undefined || isBreakingRelease(before.version, after.version)) return [];
  const record = change.after;
  const needed =
    major(before.version) === 0 ? `0.${minor(before.version) + 1}.0` : `${major(before.version) + 1}.0.0`;
  return breakingChanges(before, after).map(({ what, pointer }) =>
    findingOn(record, 'version/breaking', onValue(pointer), {
      message: `${what.charAt(0).toUpperCase()}${what.slice(1)}, which breaks consumers of ${before.version}; the version says ${after.version}.`,
      help: `Keep it, or raise the version to ${needed}.`,
    }),
  );
}

/** Before 1.0.0 the second number announces a break, as ranges with a caret take it. */
function isBreakingRelease(before: string, after: string): boolean {
  if (major(after) !== major(before)) return major(after) > major(before);
  return major(after) === 0 && minor(after) > minor(before);
}

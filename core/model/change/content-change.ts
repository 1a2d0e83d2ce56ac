import equal from 'fast-deep-equal';
import type { Entry } from '../manifest/manifest.ts';

/**
 * Fields that say who looks after an entry and where it stands, not what it is. They may change without a
 * new version: nothing that runs is different.
 */
const stewardship: ReadonlySet<string> = new Set([
  'version',
  'name',
  'summary',
  'description',
  'owner',
  'backupOwner',
  'maintainers',
  'contact',
  'domain',
  'tags',
  'compliance',
  'costCenter',
  'links',
  'icon',
  'lifecycle',
  'support',
  'slos',
  'annotations',
  'quality',
]);

/** The fields of content in which two versions of an entry differ. */
export function changedContent(before: Entry, after: Entry): string[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  const read = (entry: Entry, field: string): unknown => (entry as unknown as Record<string, unknown>)[field];
  return [...fields].filter(
    (field) => !stewardship.has(field) && !equal(read(before, field), read(after, field)),
  );
}

/** Attachments that are part of what runs: prose, tests, and what others state about it are not. */
export function changedContentFiles(attachments: readonly string[]): string[] {
  return attachments.filter(
    (path) =>
      !/\.(md|markdown|txt|png|svg|jpe?g|gif|webp)$/i.test(path) &&
      !/(^|\/)(tests?|__tests__|docs)\//.test(path) &&
      !/\.(test|spec)\.[a-z]+$/i.test(path) &&
      !/(^|\/)attestations\//.test(path) &&
      !/\.sigstore\.json$|(^|[./])(open)?vex\.json$/i.test(path),
  );
}

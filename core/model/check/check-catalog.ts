import { Catalog } from '../catalog/catalog.ts';
import type { DraftFinding, Problem } from '../finding/draft-finding.ts';
import type { Finding } from '../finding/finding.ts';
import { readSettings } from '../settings/settings.ts';
import { checks } from './checks.ts';
import { runChecks } from './run-checks.ts';

/** A catalog with the files that hold no legible manifest, and the texts to show places in. */
export interface ReadableCatalog {
  readonly catalog: Catalog;
  readonly unreadable: readonly { readonly path: string; readonly problems: readonly Problem[] }[];
  readText(path: string): Promise<string>;
}

/** Judges every manifest of a catalog as it stands, whatever changed. */
export async function checkSnapshot(snapshot: ReadableCatalog, now: Date): Promise<Finding[]> {
  const { catalog } = snapshot;
  const drafts = [
    ...unreadableFindings(snapshot.unreadable),
    ...runChecks(checks, {
      base: new Catalog([], () => false),
      head: catalog,
      changes: [],
      subjects: catalog.records,
      all: true,
      similar: [],
      settings: readSettings(catalog),
      now,
    }),
  ];
  return [...(await locateDrafts(drafts, snapshot)).findings];
}

export function unreadableFindings(unreadable: ReadableCatalog['unreadable']): DraftFinding[] {
  return unreadable.flatMap(({ path, problems }) => problems.map((problem) => ({ ...problem, path })));
}

/**
 * Gives each finding its line and column. Where there is nothing to show, nothing is read and the parser that
 * knows places is not even loaded.
 */
export async function locateDrafts(
  drafts: readonly DraftFinding[],
  { readText }: Pick<ReadableCatalog, 'readText'>,
): Promise<{ readonly findings: readonly Finding[]; readonly textOf: (path: string) => string }> {
  if (drafts.length === 0) return { findings: [], textOf: () => '' };
  const paths = [...new Set(drafts.map(({ path }) => path))];
  const texts = new Map(await Promise.all(paths.map(async (path) => [path, await readText(path)] as const)));
  const textOf = (path: string): string => texts.get(path) ?? '';
  const { locateFindings } = await import('../finding/locate-findings.ts');
  return { findings: locateFindings(drafts, textOf), textOf };
}

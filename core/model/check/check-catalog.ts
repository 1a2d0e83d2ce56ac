import { Catalog, type CatalogRecord } from '../catalog/catalog.ts';
import type { DraftFinding, Problem } from '../finding/draft-finding.ts';
import type { Finding } from '../finding/finding.ts';
import { blotFinding, createBlotter, type SecretPlace } from '../finding/hide-secrets.ts';
import type { Risk } from '../risk/risk.ts';
import { readSettings } from '../settings/settings.ts';
import { checks } from './checks.ts';
import { judge, type Policies } from './judge.ts';

/** A catalog with the files that hold no legible manifest, and the texts to show places in. */
export interface ReadableCatalog {
  readonly catalog: Catalog;
  readonly unreadable: readonly { readonly path: string; readonly problems: readonly Problem[] }[];
  readTexts(paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export interface CatalogJudgement {
  readonly findings: readonly Finding[];
  /** Risk of each app and connector, by `Kind/id`. */
  readonly riskOfEntry: ReadonlyMap<string, Risk>;
}

/** Judges every manifest of a catalog as it stands, whatever changed. */
export async function judgeSnapshot(
  snapshot: ReadableCatalog,
  policies: Policies,
  now: Date,
): Promise<CatalogJudgement> {
  return judgeRecords({ ...snapshot, subjects: snapshot.catalog.records }, policies, now);
}

/** Records of a catalog to judge as they stand. */
export interface RecordsToJudge extends Pick<ReadableCatalog, 'catalog' | 'readTexts'> {
  readonly subjects: readonly CatalogRecord[];
  /** Files without a legible manifest that findings are wanted of. */
  readonly unreadable?: ReadableCatalog['unreadable'];
}

/**
 * Judges some records of a catalog as they stand: what is found in each is what judging the whole catalog finds in it.
 * A waiver and what it waives have to be judged together.
 */
export async function judgeRecords(
  { catalog, subjects, unreadable = [], readTexts }: RecordsToJudge,
  policies: Policies,
  now: Date,
): Promise<CatalogJudgement> {
  const context = {
    base: new Catalog([], new Set()),
    head: catalog,
    changes: [],
    subjects,
    all: true,
    similar: [],
    settings: readSettings(catalog),
    now,
  };
  const { drafts, riskOfEntry } = await judge(context, unreadableFindings(unreadable), {
    checks,
    policies,
    policyFindings: true,
    shadow: false,
  });
  return { findings: (await locateDrafts(drafts, { readTexts })).findings, riskOfEntry };
}

export function unreadableFindings(unreadable: ReadableCatalog['unreadable']): DraftFinding[] {
  return unreadable.flatMap(({ path, problems }) => problems.map((problem) => ({ ...problem, path })));
}

/**
 * Gives each finding its line and column. Where there is nothing to show, nothing is read and the parser that
 * knows places is not even loaded. No secret that was found is shown again.
 *
 * @param blotForms blots out what has the form of a secret, wherever it stands; keeps the length and the lines. It is
 *   given the path of the file where the text is that of one
 */
export async function locateDrafts(
  drafts: readonly DraftFinding[],
  { readTexts }: Pick<ReadableCatalog, 'readTexts'>,
  secrets: readonly SecretPlace[] = [],
  blotForms: (text: string, path?: string) => string = (text) => text,
): Promise<{ readonly findings: readonly Finding[]; readonly textOf: (path: string) => string }> {
  if (drafts.length === 0) return { findings: [], textOf: () => '' };
  const texts = await readTexts([...new Set([...drafts, ...secrets].map(({ path }) => path))]);
  const textOf = (path: string): string => texts.get(path) ?? '';
  const { locateFindings } = await import('../finding/locate-findings.ts');
  const blotFound = createBlotter(secrets, textOf);
  const blot = (text: string): string => blotForms(blotFound(text));
  return {
    findings: locateFindings(drafts, textOf).map((finding) => blotFinding(finding, blot)),
    textOf: memoize((path) => blotForms(blotFound(textOf(path)), path)),
  };
}

/** The text of one file is asked for once for each finding in it. */
function memoize(read: (path: string) => string): (path: string) => string {
  const known = new Map<string, string>();
  return (path) => {
    const text = known.get(path) ?? read(path);
    known.set(path, text);
    return text;
  };
}

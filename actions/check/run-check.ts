import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { ChangeListing } from '@souk/git/list-change.ts';
import { readFolderCatalog } from '@souk/git/read-catalog.ts';
import { readChange, type TreeChange } from '@souk/git/read-change.ts';
import { assembleChanges } from '@souk/model/change/assemble-changes.ts';
import type { Check, CheckContext } from '@souk/model/check/check.ts';
import { locateDrafts, unreadableFindings } from '@souk/model/check/check-catalog.ts';
import { judge, type Policies } from '@souk/model/check/judge.ts';
import { type DraftFinding, wholeFile } from '@souk/model/finding/draft-finding.ts';
import { assembleReport } from '@souk/model/report/assemble-report.ts';
import type { Report } from '@souk/model/report/report.ts';
import { readSettings } from '@souk/model/settings/settings.ts';
import { similarToNew } from '@souk/model/similar/similar-to-new.ts';
import { createVetting, type VettingOptions } from '@souk/vetting/pipeline/create-vetting.ts';
import { entryFilesOf } from '@souk/vetting/pipeline/entry-files-of.ts';
import { blotKnownForms } from '@souk/vetting/secret/blot-known-forms.ts';

export interface CheckOptions {
  /** What Git says of the change, or the folder to judge as a whole where there is no Git. */
  readonly trees: ChangeListing | { readonly folder: string };
  /** Judge the whole catalog, not only what changed. */
  readonly all: boolean;
  readonly checks: readonly Check[];
  readonly policies: Policies;
  /** Whether findings of the policies are wanted; the risk is assessed all the same. */
  readonly policyFindings: boolean;
  /** Whether violations of rules in the shadow stage are told, as notices. */
  readonly shadow: boolean;
  /** How entries are looked through; absent when only other checks were asked for. */
  readonly vetting?: VettingDemand | 'no-settings';
  readonly now: Date;
}

export type VettingDemand = Pick<
  VettingOptions,
  'settings' | 'advisories' | 'trustRoot' | 'fetcher' | 'parts'
>;

export interface CheckOutcome {
  readonly report: Report;
  /** The two catalogs, and what changed between them. */
  readonly context: CheckContext;
  /** Text of a file that a finding is about, for showing the line. */
  readonly textOf: (path: string) => string;
}

/**
 * Judges a catalog: reads two trees, runs the checks and assembles the report.
 *
 * @param clock milliseconds that only rise, for the timings of the report
 * @throws {GitError}
 */
export async function runCheck(options: CheckOptions, clock: () => number): Promise<CheckOutcome> {
  const started = clock();
  const trees = readTrees(options);
  await using vetting = openVetting(options, trees);
  const { base, head, changedPaths, all } = await trees;
  const read = clock();
  const context = assembleContext(await trees, options);
  const judgesFiles = options.checks.some(({ name }) => name === 'schema');
  const unreadable = judgesFiles
    ? head.unreadable.filter(({ path }) => all || changedPaths.includes(path))
    : [];
  const faults = options.vetting === 'no-settings' ? [withoutSettings] : [];
  const { drafts, risk, approvals, scores, secrets } = await judge(
    context,
    [...unreadableFindings(unreadable), ...faults],
    { ...options, vetting },
  );
  const checked = clock();
  const readTexts = (paths: readonly string[]) => readEither(head, base, paths);
  const { findings, textOf } = await locateDrafts(drafts, { readTexts }, secrets, blotKnownForms);
  const timings = {
    read: round(read - started),
    check: round(checked - read),
    locate: round(clock() - checked),
    total: round(clock() - started),
  };
  const commits = { base: base.commit ?? null, head: head.commit ?? null };
  const scope = {
    judged: context.subjects.length + unreadable.length,
    total: head.catalog.records.length + head.unreadable.length,
  };
  const parts = { context, risk, approvals, findings, scores, commits, scope, timings };
  return { report: assembleReport(parts), context, textOf };
}

type Trees = TreeChange & { readonly all: boolean };

/** Its thread loads while the trees are read. */
function openVetting(
  { vetting, now }: CheckOptions,
  trees: Promise<Trees>,
): ReturnType<typeof createVetting> | undefined {
  if (vetting === undefined || vetting === 'no-settings') return undefined;
  return createVetting({ ...vetting, files: entryFilesOf(trees), now });
}

function assembleContext(
  { base, head, changedPaths, all }: Trees,
  { checks, now }: CheckOptions,
): CheckContext {
  const changes = assembleChanges(base.catalog, head.catalog, changedPaths, (from, to) => {
    const oid = base.files.get(from)?.oid;
    return oid !== undefined && oid === head.files.get(to)?.oid;
  });
  const changed = new Set(changedPaths);
  const touched = new Set(changes.flatMap(({ after }) => after ?? []));
  // The settings that judge a change are those it is made against: a change cannot loosen them for itself.
  const settings = readSettings(base.catalog.ofKind('Marketplace').length > 0 ? base.catalog : head.catalog);
  return {
    base: base.catalog,
    head: head.catalog,
    changes,
    subjects: all
      ? head.catalog.records
      : head.catalog.records.filter((record) => changed.has(record.path) || touched.has(record)),
    all,
    similar: checks.some(({ name }) => name === 'similar')
      ? similarToNew(changes, base.catalog, settings.similar)
      : [],
    settings,
    now,
  };
}

const withoutSettings: DraftFinding = {
  rule: 'vetting/settings',
  path: 'policies/data/vetting.yaml',
  place: wholeFile,
  message:
    'The policies do not say what entries are looked through for: policies/data/vetting.yaml is not there.',
  help: 'This is not the fault of an author. Take over the file from the policies that come with Souk, and run: souk policy build',
};

async function readTrees({ trees, all }: CheckOptions): Promise<Trees> {
  if ('repository' in trees) return { ...(await readChange(trees)), all };
  const head = await readFolderCatalog(trees.folder);
  return { base: head, head, changedPaths: [], all: true };
}

/** A finding about a removed file is shown in the text it had. */
async function readEither(
  head: CatalogSnapshot,
  base: CatalogSnapshot,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const [present, removed] = await Promise.all([
    head.readTexts(paths.filter((path) => head.files.has(path))),
    base.readTexts(paths.filter((path) => !head.files.has(path))),
  ]);
  return new Map([...present, ...removed]);
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}

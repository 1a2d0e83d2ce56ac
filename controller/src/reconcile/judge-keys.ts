import { setImmediate } from 'node:timers/promises';
import type { Catalog, CatalogRecord } from '@souk/model/catalog/catalog.ts';
import { type CatalogJudgement, locateDrafts } from '@souk/model/check/check-catalog.ts';
import type { Finding } from '@souk/model/finding/finding.ts';
import { type EntityKey, formatKey } from '@souk/model/manifest/manifest.ts';
import { waivedKey } from '@souk/model/policy/affected-subjects.ts';
import type { Risk } from '@souk/model/risk/risk.ts';
import type { Judged } from './assemble-desired.ts';
import type { OpenJudge } from './catalog-judge.ts';
import type { CatalogState } from './catalog-state.ts';

/** So many are judged in one go: requests and the heartbeat of the leader have their turn in between. */
const SLICE = 500;

/** Some entities of a catalog, and what was found of them. */
export interface JudgedSlice {
  readonly keys: readonly EntityKey[];
  readonly judged: Judged;
}

/**
 * Judges some entities of a catalog, a slice after the other; what is said of each is what judging the whole catalog
 * says. An entity on which a check comes to grief is judged alone, so that the others keep their judgement.
 */
export async function* judgeKeys(
  state: CatalogState,
  keys: readonly EntityKey[],
  judge: OpenJudge,
  now: Date,
): AsyncGenerator<JudgedSlice> {
  const { catalog, snapshot } = state;
  const readTexts = snapshot.readTexts;
  const judgeThese = (records: readonly CatalogRecord[]): Promise<CatalogJudgement> =>
    judge.judge({ catalog, subjects: records, readTexts }, now);
  const findingsOf = new Map<string, readonly Finding[]>();
  const riskOfEntry = new Map<string, Risk>();
  for (let start = 0; start < keys.length; start += SLICE) {
    const slice = keys.slice(start, start + SLICE);
    const group = withWaivers(slice, catalog);
    const subjects = group.flatMap((key) => catalog.allWithKey(key));
    const together = await judgeThese(subjects);
    const { findings: found, riskOfEntry: risks } = together.findings.some(isCrash)
      ? await judgeApart(subjects, catalog, judgeThese)
      : together;
    const foundIn = Map.groupBy(found, ({ location }) => location.path);
    // Some were judged with an earlier slice, for the sake of a waiver.
    for (const { path } of subjects) if (!findingsOf.has(path)) findingsOf.set(path, foundIn.get(path) ?? []);
    for (const [name, risk] of risks) riskOfEntry.set(name, risk);
    const own = slice.flatMap((key) => catalog.allWithKey(key));
    const findings = own.flatMap(({ path }) => findingsOf.get(path) ?? []);
    const brokenFindings = await findingsOnBroken(state, own);
    yield { keys: slice, judged: { judgement: { findings, riskOfEntry }, brokenFindings } };
    await setImmediate();
  }
}

/** The entities to judge with some: a waiver and what it waives say something about each other. */
export function withWaivers(keys: readonly EntityKey[], catalog: Catalog): EntityKey[] {
  const waivers = catalog
    .manifestsOf('Waiver')
    .map((waiver) => ({ key: { kind: waiver.kind, id: waiver.id }, waived: waivedKey(waiver) }));
  const judged = new Map(keys.map((key) => [formatKey(key), key]));
  for (const { key, waived } of waivers)
    if (judged.has(formatKey(key)) && catalog.get(waived) !== undefined)
      judged.set(formatKey(waived), waived);
  for (const { key, waived } of waivers) if (judged.has(formatKey(waived))) judged.set(formatKey(key), key);
  return [...judged.values()];
}

function isCrash({ rule }: Finding): boolean {
  return rule === 'check/crashed';
}

async function judgeApart(
  subjects: readonly CatalogRecord[],
  catalog: Catalog,
  judgeThese: (records: readonly CatalogRecord[]) => Promise<CatalogJudgement>,
): Promise<CatalogJudgement> {
  const findings: Finding[] = [];
  const riskOfEntry = new Map<string, Risk>();
  for (const subject of subjects) {
    const group = withWaivers([subject.key], catalog).flatMap((key) => catalog.allWithKey(key));
    const alone = await judgeThese([subject, ...group.filter((record) => record !== subject)]);
    findings.push(...alone.findings.filter(({ location }) => location.path === subject.path));
    for (const [name, risk] of alone.riskOfEntry) riskOfEntry.set(name, risk);
  }
  return { findings, riskOfEntry };
}

async function findingsOnBroken(
  { broken, snapshot }: CatalogState,
  subjects: readonly CatalogRecord[],
): Promise<Map<string, readonly Finding[]>> {
  const drafts = subjects.flatMap(({ key, path }) =>
    (broken.get(path)?.problems ?? []).map((problem) => ({ ...problem, path, entity: key })),
  );
  const { findings } = await locateDrafts(drafts, snapshot);
  return Map.groupBy(findings, ({ location }) => location.path);
}

import type { Catalog } from '../catalog/catalog.ts';
import { closest } from '../finding/suggest.ts';
import { IdPool, slug } from '../import/slug.ts';
import { isEntryKind } from '../manifest/manifest.ts';
import { draftManifest, readMapping } from './draft-manifest.ts';
import type { Answers } from './read-answers.ts';
import type { Drafted, DraftManifest } from './request.ts';

/** The installation that the answers ask for. */
export function assembleInstallation(answers: Answers, catalog: Catalog): Drafted<DraftManifest> {
  const app = answers.get('app') ?? '';
  const entry = catalog.entry(app);
  const version = answers.get('version') ?? (entry === undefined ? undefined : `^${entry.version}`);
  const config = readMapping('Configuration', answers.get('config'));
  const secrets = readMapping('Secret references', answers.get('secrets'));
  const problems = [...config.problems, ...secrets.problems];
  if (catalog.getEntry(app) === undefined) {
    problems.unshift({
      field: 'App or connector',
      message: `There is no app or connector of this id. ${nearTo(app, catalog)}`,
    });
  } else if (version === undefined) {
    problems.unshift({
      field: 'Versions',
      message: 'The entry says no version of itself now. Write the range of versions that may run.',
    });
  }
  const id = answers.get('id');
  if (id !== undefined && catalog.get({ kind: 'Installation', id }) !== undefined)
    problems.push({ field: 'Id', message: `There is an installation ${id} already. Choose another id.` });
  if (problems.length > 0) return { ok: false, problems };
  const budget = answers.get('budget');
  return draftManifest(
    {
      apiVersion: 'souk/v1',
      kind: 'Installation',
      id: id ?? freeId(answers, catalog),
      ...{ app, version, team: answers.get('team'), environment: answers.get('environment') },
      ...{ config: config.value, secrets: secrets.value },
      ...untilOf(answers.get('until')),
      budget: budget === undefined ? undefined : { monthly: budget },
      costCenter: answers.get('cost-center'),
    },
    ({ id }) => `catalog/installations/${answers.get('team')}/${id}.yaml`,
  );
}

function nearTo(app: string, catalog: Catalog): string {
  const ids = catalog.records.flatMap(({ key }) => (isEntryKind(key.kind) ? [key.id] : []));
  const near = closest(app, ids);
  return near === undefined ? 'Look in the portal for its id.' : `Did you mean ${near}?`;
}

function freeId(answers: Answers, catalog: Catalog): string | undefined {
  const wanted = slug(['app', 'team', 'environment'].map((field) => answers.get(field)).join('-'));
  return wanted === undefined
    ? undefined
    : new IdPool(catalog.ofKind('Installation').map(({ key }) => key.id)).take(wanted);
}

/** A day or a length of time. */
function untilOf(until: string | undefined): Readonly<Record<string, string>> {
  if (until === undefined) return {};
  return /^\d{4}-/.test(until) ? { expiresAt: until } : { ttl: until };
}

import satisfies from 'semver/functions/satisfies.js';
import type { Catalog, CatalogRecord } from '../catalog/catalog.ts';
import { type DraftFinding, onKey } from '../finding/draft-finding.ts';
import { closest, quoteList, surest } from '../finding/suggest.ts';
import { fixOf } from '../finding/write-fix.ts';
import type { Installation } from '../manifest/manifest.ts';
import { findingOn } from './check.ts';

/**
 * Whether an installation says where each secret is found that its app asks for, and none that it does not. Of a range
 * that leaves the version of the catalog out, nothing is known.
 */
export function checkSecrets(
  record: CatalogRecord,
  installation: Installation,
  head: Catalog,
): DraftFinding[] {
  const app = head.entry(installation.app);
  if (app === undefined || !satisfies(app.version, installation.version, { includePrerelease: true }))
    return [];
  const needs = app.secrets ?? [];
  const names = needs.map(({ name }) => name);
  const given = Object.keys(installation.secrets ?? {});
  const missing = needs.filter(({ name, optional }) => optional !== true && !given.includes(name));
  const unknown = given.filter((name) => !names.includes(name));
  const unset = missing
    .map(({ name }) => name)
    .filter((name) => !unknown.some((one) => closest(one, names) === name));
  return [
    ...unknown.map((name) => unknownSecret(record, name, names, app.id)),
    ...(unset.length === 0
      ? []
      : [
          findingOn(record, 'reference/secret', onKey(given.length === 0 ? '/app' : '/secrets'), {
            message: `${app.id} needs ${quoteList(unset)}, and nothing says where to find ${unset.length === 1 ? 'it' : 'them'}.`,
            help: `Refer to a place under secrets, such as \`${unset[0]}: vault:kv/team/app#name\`.`,
          }),
        ]),
  ];
}

function unknownSecret(
  record: CatalogRecord,
  name: string,
  names: readonly string[],
  app: string,
): DraftFinding {
  const near = closest(name, names);
  return findingOn(record, 'reference/secret', onKey(`/secrets/${name}`), {
    message: `${app} asks for no secret ${name}.`,
    help:
      near !== undefined
        ? `Did you mean ${near}?`
        : names.length === 0
          ? 'Leave it out.'
          : `Leave it out; it asks for ${quoteList(names)}.`,
    ...fixOf(name, surest(name, names)),
  });
}

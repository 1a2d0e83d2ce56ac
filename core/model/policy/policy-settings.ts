import type { Catalog } from '../catalog/catalog.ts';
import { marketplaceOf } from '../catalog/marketplace-of.ts';
import type { Marketplace } from '../manifest/manifest.ts';
import { personName } from './person-name.ts';
import type { PolicySettings } from './policy-input.ts';

/**
 * The marketplace settings and the price book as rules see them. The settings that judge a change are those it is
 * made against: a change cannot loosen them for itself. Units and plans may come with what uses them.
 */
export function readPolicySettings(base: Catalog, head: Catalog): PolicySettings {
  const marketplace = marketplaceOf(base.ofKind('Marketplace').length > 0 ? base : head);
  const books = head.manifestsOf('PriceBook');
  const units = books.flatMap((book) => book.units.map(({ name }) => name));
  const plans = books.flatMap((book) => (book.plans ?? []).map(({ name }) => name));
  return {
    name: marketplace?.name ?? 'Souk',
    currency: marketplace?.currency ?? 'EUR',
    minSunsetDays: marketplace?.lifecycle?.minSunsetDays ?? 90,
    roles: Object.keys(marketplace?.roles ?? {}).sort(),
    approvers: approversOf(marketplace?.roles ?? {}),
    ...vocabulary('tags', marketplace?.tags),
    ...vocabulary('domains', marketplace?.domains),
    ...vocabulary('compliance', marketplace?.compliance),
    ...vocabulary('regions', marketplace?.regions),
    ...environments(marketplace),
    ...(units.length === 0 ? {} : { units: named(units) }),
    ...(plans.length === 0 ? {} : { plans: named(plans) }),
  };
}

function approversOf(roles: NonNullable<Marketplace['roles']>): Record<string, string[]> {
  const holders = Object.entries(roles).flatMap(([role, { team, members = [], delegates = [] }]) => [
    { role, name: role },
    ...(team === undefined ? [] : [{ role, name: team }]),
    ...[...members, ...delegates].map((person) => ({ role, name: personName(person) })),
  ]);
  const byName = Map.groupBy(holders, ({ name }) => name);
  return Object.fromEntries(
    [...byName].map(([name, held]) => [name, [...new Set(held.map(({ role }) => role))].sort()]),
  );
}

/** An absent vocabulary allows any word, so it stays absent. */
function vocabulary<Name extends string>(name: Name, words: readonly string[] | undefined) {
  return (
    words === undefined ? {} : { [name]: Object.fromEntries(words.map((word) => [word, true])) }
  ) as Partial<Record<Name, Record<string, true>>>;
}

function environments(marketplace: Marketplace | undefined): Pick<PolicySettings, 'environments'> {
  const list = marketplace?.environments;
  if (list === undefined) return {};
  const byName = list.map(({ name, production = false, maxTtl, driver }) => [
    name,
    {
      name,
      production,
      ...(maxTtl === undefined ? {} : { maxTtl }),
      ...(driver === undefined ? {} : { driver }),
    },
  ]);
  return { environments: Object.fromEntries(byName) };
}

function named(names: readonly string[]): Record<string, { name: string }> {
  return Object.fromEntries(names.map((name) => [name, { name }]));
}

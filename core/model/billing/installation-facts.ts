import type { Installation, Marketplace, Team } from '../manifest/manifest.ts';
import type { BillingInputs, Charge, InstallationFacts } from './billing-inputs.ts';

/** Whom an installation belongs to, by its manifest, else by its environment, else by its team, else by the marketplace. */
export function installationFacts(
  installation: Installation,
  { team, marketplace }: { readonly team?: Team | undefined; readonly marketplace?: Marketplace | undefined },
): InstallationFacts {
  const environment = marketplace?.environments?.find(({ name }) => name === installation.environment);
  return {
    id: installation.id,
    entry: installation.app,
    team: installation.team,
    environment: installation.environment,
    costCenter: installation.costCenter ?? team?.costCenter ?? null,
    charge: installation.charge ?? environment?.charge ?? team?.charge ?? defaultCharge(marketplace),
  };
}

/** Whether cost centers are charged for what belongs to no installation: as soon as one of their teams is. */
export function costCenterCharges(
  teams: readonly Team[],
  marketplace: Marketplace | undefined,
): NonNullable<BillingInputs['costCenters']> {
  const known = teams.flatMap(({ costCenter, charge = defaultCharge(marketplace) }) =>
    costCenter === undefined ? [] : [{ id: costCenter, charge }],
  );
  return [...Map.groupBy(known, ({ id }) => id)].map(([id, same]) => ({
    id,
    charge: same.some(({ charge }) => charge === 'chargeback') ? 'chargeback' : 'showback',
  }));
}

/** What holds where nobody says anything. */
export function defaultCharge(marketplace: Marketplace | undefined): Charge {
  return marketplace?.charge ?? 'showback';
}

import type { Migration } from 'kysely/migration';
import * as registry from './0001_registry.ts';
import * as reconciler from './0002_reconciler.ts';
import * as installations from './0003_installations.ts';
import * as identity from './0004_identity.ts';
import * as metering from './0005_metering.ts';
import * as billing from './0006_billing.ts';

/** Every migration, in the order it is applied. A released one is never edited: add the next number. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001_registry': registry,
  '0002_reconciler': reconciler,
  '0003_installations': installations,
  '0004_identity': identity,
  '0005_metering': metering,
  '0006_billing': billing,
};

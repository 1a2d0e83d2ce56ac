import type { Installation, Manifest, PriceBook } from '@souk/model/manifest/manifest.ts';
import { pino } from 'pino';
import {
  anInstallation,
  installFor,
  meteredApp,
  meterOn,
  send,
} from '../../metering/testing/metering-world.ts';
import { writeCatalog } from '../../provision/testing/write-catalog.ts';
import type { Store } from '../../store/store.ts';
import { silentTelemetry } from '../../telemetry/create-telemetry.ts';
import { aTerm } from '../../testing/a-term.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import type { BillingPorts } from '../billing-ports.ts';
import { type BillingTask, runBilling } from '../create-billing-service.ts';
import { keepPresences } from '../keep-presences.ts';

/** November 2026: one app with a plan of 30.00 a month and calls at 0.01, one installation, and a second team. */
export const november: PriceBook = {
  ...{ apiVersion: 'souk/v1', kind: 'PriceBook', id: 'prices', name: 'Prices', currency: 'EUR' },
  units: [
    { name: 'call', quantity: 'count', price: '0.01' },
    { name: 'gb-transfer', quantity: 'bytes', size: '1073741824', price: '0.05' },
    { name: 'seat', quantity: 'count', aggregation: 'unique', price: '3.00' },
    { name: 'peak', quantity: 'count', aggregation: 'max', price: '0.10' },
    { name: 'level', quantity: 'count', aggregation: 'last', price: '0.10' },
    { name: 'job', quantity: 'count', aggregation: 'count', price: '0.10' },
  ],
  plans: [{ name: 'team', monthly: '30.00' }],
};

const billedApp = meteredApp({
  billing: {
    plan: 'team',
    metrics: [
      { name: 'calls', unit: 'call', revenueShare: '0.5' },
      { name: 'traffic', unit: 'gb-transfer' },
      { name: 'people', unit: 'seat' },
      { name: 'peaks', unit: 'peak' },
      { name: 'levels', unit: 'level' },
      { name: 'jobs', unit: 'job' },
    ],
  },
});

export interface BillingWorld {
  readonly store: Store;
  readonly clock: FakeClock;
  readonly term: ReturnType<typeof aTerm>;
  readonly ports: BillingPorts;
  /** Sends events as their JSON says them. */
  use(events: readonly object[], installation?: string): Promise<void>;
  /** Merges a pull request. */
  merge(...manifests: Manifest[]): Promise<void>;
  /** Moves on to a time. */
  until(time: string): void;
  bill(tasks?: readonly BillingTask[]): Promise<number>;
}

/** A marketplace in which an app runs since the first of November. */
export async function openBillingWorld(
  store: Store,
  installations: Installation[] = [anInstallation({ charge: 'chargeback' })],
): Promise<BillingWorld> {
  const clock = new FakeClock('2026-11-01T00:00:00Z');
  await installFor(store, clock.now(), { app: billedApp, installations });
  await writeCatalog(store, { put: [november] }, clock.now());
  await store.db.transaction().execute((db) => keepPresences(db, clock.now()));
  const term = aTerm(store);
  const ports: BillingPorts = {
    ...{ store, clock, logger: pino({ level: 'silent' }), telemetry: silentTelemetry(), random: () => 0.5 },
    announce: async () => {},
    schedule: () => () => {},
  };
  return {
    ...{ store, clock, term, ports },
    use: async (events, installation) => {
      const metering = meterOn(store, clock);
      const results = await send(metering, events, installation);
      await metering.close();
      const refused = results.find(({ status }) => status !== 'accepted');
      if (refused !== undefined) throw new Error(JSON.stringify(refused));
    },
    merge: (...put) => writeCatalog(store, { put }, clock.now()),
    until: (time) => clock.advance(Date.parse(time) - clock.now().getTime()),
    bill: (tasks = []) => runBilling(term, ports, tasks),
  };
}

import { assembleInstance } from '@souk/model/installation/assemble-instance.ts';
import type { App, Installation, PriceBook } from '@souk/model/manifest/manifest.ts';
import type { ParsedEvent } from '@souk/model/metering/parse-event.ts';
import { parseEvent } from '@souk/model/metering/parse-event.ts';
import { sql } from 'kysely';
import { writeCatalog } from '../../provision/testing/write-catalog.ts';
import type { Store } from '../../store/store.ts';
import { writeRows } from '../../store/write-rows.ts';
import { anApp, aTeam } from '../../testing/catalog-snapshot.ts';
import type { FakeClock } from '../../testing/fake-clock.ts';
import type { EventResult } from '../event-result.ts';
import { type Metering, openMetering } from '../open-metering.ts';

export const prices: PriceBook = {
  ...{ apiVersion: 'souk/v1', kind: 'PriceBook', id: 'prices', name: 'Prices', currency: 'EUR' },
  units: [
    { name: 'call', quantity: 'count', price: '0.01' },
    { name: 'gb-transfer', quantity: 'bytes', size: '1073741824', price: '0.05' },
    { name: 'instance-hour', quantity: 'seconds', size: '3600', price: '0.03' },
    { name: 'seat', quantity: 'count', aggregation: 'unique', price: '3.00' },
  ],
};

export const meteredApp = (change: Partial<App> = {}): App =>
  anApp({
    id: 'crm',
    lifecycle: { stage: 'published' },
    billing: {
      plan: 'usage',
      metrics: [
        { name: 'calls', unit: 'call' },
        { name: 'traffic', unit: 'gb-transfer' },
        { name: 'hours', unit: 'instance-hour' },
        { name: 'people', unit: 'seat' },
      ],
    },
    ...change,
  });

export const anInstallation = (change: Partial<Installation> = {}): Installation => ({
  ...{ apiVersion: 'souk/v1', kind: 'Installation', id: 'crm-emea', app: 'crm', version: '^1.0.0' },
  ...{ team: 'sales', environment: 'production', driver: 'local' },
  ...change,
});

/** Brings installations into a store as if they ran for a while. */
export async function installFor(
  store: Store,
  now: Date,
  {
    app = meteredApp(),
    installations = [anInstallation()],
  }: { app?: App; installations?: Installation[] } = {},
): Promise<void> {
  const teams = [...new Set(installations.map(({ team }) => team))];
  const put = [prices, app, ...teams.map((id) => aTeam({ id, costCenter: `CC-${id}` })), ...installations];
  await writeCatalog(store, { put }, now);
  const rows = installations.map((installation) => ({
    ...{ installation_id: installation.id, driver: 'local', first_seen_at: now, entry_kind: app.kind },
    ...{
      entry_id: app.id,
      phase: 'running',
      version: app.version,
      settings: 's',
      agreed: [],
      health: 'healthy',
    },
    ...{ health_since: now, rejected: [], drift: [], attempts: 0 },
    instance: assembleInstance(installation, app, undefined),
  }));
  await writeRows(store.db, 'installation_state', rows, {
    onConflict: sql`on conflict (installation_id) do update set version = excluded.version, instance = excluded.instance`,
  });
}

/** Metering as a replica opens it; nobody tells it of news unless a test does. */
export function meterOn(store: Store, clock: FakeClock): Metering & { readonly tellNews: () => void } {
  const listeners = new Set<() => void>();
  const metering = openMetering({
    ...{ store, clock, random: Math.random },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  return {
    ...metering,
    tellNews: () => {
      for (const listener of listeners) listener();
    },
  };
}

/** Sends events as their JSON says them. */
export function send(
  metering: Metering,
  events: readonly object[],
  installation = 'crm-emea',
): Promise<EventResult[]> {
  return metering.take(
    installation,
    events.map((event): ParsedEvent => parseEvent(event)),
  );
}

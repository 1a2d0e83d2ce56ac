import type { Subscription } from '@souk/model/manifest/manifest.ts';
import { appendEvents } from '../../events/append-events.ts';
import type { NewEvent } from '../../events/event.ts';
import type { Store } from '../../store/store.ts';
import { writeRows } from '../../store/write-rows.ts';

export function aSubscription(change: Partial<Subscription> & { readonly id: string }): Subscription {
  return {
    apiVersion: 'souk/v1',
    kind: 'Subscription',
    team: 'sales-tools',
    channel: 'webhook',
    url: 'https://hooks.example.com/souk',
    events: ['app.*'],
    ...change,
  };
}

/** Puts a subscription into the registry, or replaces it, with the event that says so. */
export async function subscribe(
  store: Store,
  manifest: Subscription,
  change: 'added' | 'modified' = 'added',
): Promise<number> {
  const row = {
    kind: 'Subscription',
    id: manifest.id,
    path: `catalog/subscriptions/${manifest.id}.yaml`,
    digest: 'd',
    fingerprint: 'f',
    state: 'ready',
    manifest,
    search: '',
    risk_reasons: [],
    attachments: [],
    facets: { tag: [], scope: [], compliance: [] },
    updated_at: new Date(0),
  };
  await store.db.deleteFrom('entity').where('id', '=', manifest.id).execute();
  await writeRows(store.db, 'entity', [row]);
  return tell(store, { type: `subscription.${change}`, entity: manifest, change, data: {} });
}

/** Takes a subscription out of the registry, with the event that says so. */
export async function unsubscribe(store: Store, id: string): Promise<number> {
  await store.db.deleteFrom('entity').where('id', '=', id).execute();
  const entity = { kind: 'Subscription', id } as const;
  return tell(store, { type: 'subscription.removed', entity, change: 'removed', data: {} });
}

/** Appends events; returns the number of the last. */
export function tell(store: Store, ...events: readonly NewEvent[]): Promise<number> {
  return store.db
    .transaction()
    .execute((db) => appendEvents(db, events, { revision: 1, now: new Date('2026-11-22T08:00:00Z') }));
}

export function anAppEvent(id: string, what = 'deprecated'): NewEvent {
  return { type: `app.${what}`, entity: { kind: 'App', id }, commit: 'c1', data: { name: `App ${id}` } };
}

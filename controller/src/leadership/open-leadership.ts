import type { Store } from '../store/store.ts';
import { embeddedLeadership } from './embedded-leadership.ts';
import type { Leadership } from './leadership.ts';
import type { LeadershipOptions } from './leadership-options.ts';
import { postgresLeadership } from './postgres-leadership.ts';

/** The way to the lead on this store. Asks for nothing until somebody wants to lead. */
export function openLeadership(store: Store, options: LeadershipOptions): Leadership {
  return store.kind === 'postgres' ? postgresLeadership(store, options) : embeddedLeadership(store, options);
}

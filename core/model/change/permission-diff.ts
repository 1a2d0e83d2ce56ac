import {
  type EntityKey,
  type Entry,
  type Installation,
  isEntry,
  type Manifest,
} from '../manifest/manifest.ts';
import { type Change, isReadable } from './change.ts';

export interface Grant {
  readonly what:
    | 'scope'
    | 'egress'
    | 'secret'
    | 'classification'
    | 'data category'
    | 'residency'
    | 'api'
    | 'event'
    | 'sandbox'
    | 'environment';
  readonly name: string;
}

export interface PermissionDiff {
  readonly entity: EntityKey;
  readonly added: readonly Grant[];
  readonly removed: readonly Grant[];
}

/** What an app, a connector or an installation may newly do, and what it no longer may. Empty for other kinds, and where a side cannot be read. */
export function permissionDiff(change: Change): PermissionDiff {
  const { key, before, after } = change;
  if (!isReadable(change)) return { entity: key, added: [], removed: [] };
  const had = grantsOf(before?.manifest);
  const has = grantsOf(after?.manifest);
  return { entity: key, added: without(has, had), removed: without(had, has) };
}

function grantsOf(manifest: Manifest | undefined): Grant[] {
  if (manifest === undefined) return [];
  if (isEntry(manifest)) return grantsOfEntry(manifest);
  return manifest.kind === 'Installation' ? grantsOfInstallation(manifest) : [];
}

/** All that an app or connector asks to be let do. */
export function grantsOfEntry({
  auth,
  permissions,
  egress,
  secrets,
  data,
  apis,
  events,
  runtime,
}: Entry): Grant[] {
  const scopes = [...(auth?.scopes ?? []), ...(permissions ?? []).flatMap(({ scopes }) => scopes ?? [])];
  const classification = data?.classification;
  return [
    ...named('scope', scopes),
    ...named(
      'egress',
      (egress ?? []).map((target) => (typeof target === 'string' ? target : target.host)),
    ),
    ...named(
      'secret',
      (secrets ?? []).map(({ name }) => name),
    ),
    ...named('classification', classification === undefined ? [] : [classification]),
    ...named('data category', data?.categories ?? []),
    ...named('residency', data?.residency ?? []),
    ...named('api', (apis?.consumes ?? []).map(nameOf)),
    ...named('event', (events?.consumes ?? []).map(nameOf)),
    ...named('sandbox', runtime.sandbox ?? []),
  ];
}

/** A secret with the place it is read from: another place is another secret. */
function grantsOfInstallation({ secrets, environment }: Installation): Grant[] {
  return [
    ...named(
      'secret',
      Object.entries(secrets ?? {}).map(([name, reference]) => `${name} from ${reference}`),
    ),
    ...named('environment', [environment]),
  ];
}

function named(what: Grant['what'], names: readonly string[]): Grant[] {
  return [...new Set(names)].toSorted().map((name) => ({ what, name }));
}

function nameOf(item: string | { readonly name: string }): string {
  return typeof item === 'string' ? item : item.name;
}

function without(grants: readonly Grant[], others: readonly Grant[]): Grant[] {
  return grants.filter(
    ({ what, name }) => !others.some((other) => other.what === what && other.name === name),
  );
}

import { onKey, onValue } from '@souk/model/finding/draft-finding.ts';
import { quoteList } from '@souk/model/finding/suggest.ts';
import type { Entry } from '@souk/model/manifest/manifest.ts';
import type { VettingFinding } from '../../vetted-entry.ts';
import { child, type Located } from '../document/located.ts';
import type { Operation, SecurityNeed } from './operation.ts';

type Auth = NonNullable<Entry['auth']>;

/** Types of security schemes that carry out what a manifest promises. A bearer token is how OIDC and OAuth 2 arrive. */
const schemesOf: Readonly<Record<Auth['type'], readonly string[]>> = {
  none: [],
  oidc: ['openIdConnect', 'oauth2', 'http'],
  oauth2: ['oauth2', 'openIdConnect', 'http'],
  'api-key': ['apiKey', 'http'],
  mtls: ['mutualTLS'],
  basic: ['http'],
};

/** Whether an API lets callers in by the method and the scopes that its manifest names. */
export function checkSecurity(
  root: Located,
  operations: readonly Operation[],
  auth: Auth | undefined,
): VettingFinding[] {
  const called = operations.filter(({ isReversed }) => !isReversed);
  return [...checkMethod(root, called, auth), ...checkScopes(root, called, auth)];
}

function checkMethod(
  root: Located,
  operations: readonly Operation[],
  auth: Auth | undefined,
): VettingFinding[] {
  const help = 'Make the two agree: `auth` of the manifest, and `security` of the contract.';
  if (auth === undefined || auth.type === 'none') {
    const closed = operations.find(({ security }) => security.every((way) => way.size > 0));
    if (closed === undefined) return [];
    const said =
      auth === undefined ? 'says nothing about authentication' : 'says that callers need no credentials';
    const message = `${closed.name} asks callers for credentials, but the manifest ${said}.`;
    return [
      { rule: 'contract/security-mismatch', file: root.file, message, help, place: placeOf(closed, root) },
    ];
  }
  const allowed = schemesOf[auth.type];
  const wrong = operations.find(({ security }) =>
    security.some((way) => way.size > 0 && !satisfies(way.values(), allowed)),
  );
  if (wrong === undefined) return [];
  const types = new Set(
    wrong.security.flatMap((way) => [...way.values()].map(({ type }) => type ?? 'an unknown scheme')),
  );
  const message = `${wrong.name} lets callers in by ${quoteList([...types])}; the manifest says ${auth.type}.`;
  return [
    { rule: 'contract/security-mismatch', file: root.file, message, help, place: placeOf(wrong, root) },
  ];
}

function satisfies(needs: Iterable<SecurityNeed>, allowed: readonly string[]): boolean {
  return [...needs].some(({ type }) => type === undefined || allowed.includes(type));
}

function placeOf(operation: Operation, root: Located): VettingFinding['place'] {
  const own = child(operation.at, 'security');
  const written = own.value === undefined ? child(root, 'security') : own;
  return onKey(written.pointer);
}

function checkScopes(
  root: Located,
  operations: readonly Operation[],
  auth: Auth | undefined,
): VettingFinding[] {
  const declared = new Set(auth?.scopes);
  const asking = new Map<string, Operation>();
  for (const operation of operations) {
    for (const scope of scopesOf(operation)) {
      if (!declared.has(scope) && !asking.has(scope)) asking.set(scope, operation);
    }
  }
  return [...asking].map(([scope, operation]) => ({
    rule: 'contract/scope-undeclared',
    file: root.file,
    message: `${operation.name} asks for the scope ${scope}, which is not under auth.scopes of the manifest.`,
    help: 'Add the scope to the manifest, so that its reviewers see it, or take it out of the contract.',
    place: placeOf(operation, root),
    about: scope,
  }));
}

function scopesOf({ security }: Operation): string[] {
  return carriersOf(security).flatMap(({ scopes }) => scopes);
}

/** Needs whose credential can hold scopes. */
function carriersOf(security: Operation['security']): SecurityNeed[] {
  return security
    .flatMap((way) => [...way.values()])
    .filter(({ type }) => type === 'oauth2' || type === 'openIdConnect');
}

/** Scopes of a manifest that no operation of any of its APIs asks for, where the APIs ask for scopes at all. */
export function checkUnusedScopes(
  operations: readonly Operation[],
  auth: Auth | undefined,
): VettingFinding[] {
  const called = operations.filter(({ isReversed }) => !isReversed);
  if (called.every(({ security }) => carriersOf(security).length === 0)) return [];
  const asked = new Set(called.flatMap(scopesOf));
  return (auth?.scopes ?? []).flatMap((scope, i) => {
    if (asked.has(scope)) return [];
    return [
      {
        rule: 'contract/scope-unused',
        message: `No operation asks for the scope ${scope}.`,
        help: 'Ask for it where it is needed, or take it out of the manifest.',
        place: onValue(`/auth/scopes/${i}`),
        about: scope,
      },
    ];
  });
}

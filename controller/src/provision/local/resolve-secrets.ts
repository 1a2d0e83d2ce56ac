import { randomBytes } from 'node:crypto';
import type { Instance, InstanceSecret } from '@souk/model/installation/instance.ts';
import type { Clock } from '../../clock.ts';
import type { ReadSecret } from '../../secrets/read-secret.ts';
import { DriverError } from '../driver.ts';
import type { OutgoingSecret } from './egress/egress-proxy.ts';
import { type EgressTarget, findTarget, parseEgress } from './egress/egress-rules.ts';
import { RefusedError } from './egress/refused-error.ts';
import { KnownValues } from './known-values.ts';
import { leaseUser } from './lease-user.ts';
import type { PlacedSecret } from './sandbox/render-config.ts';

/** The secrets of one run: stand-ins are new for each. */
export interface ResolvedSecrets {
  /** What the code sees. */
  readonly placed: readonly PlacedSecret[];
  /** Values that the code itself gets, by the names of variables in the environment of the runtime, which the code can't read. */
  readonly variables: Readonly<Record<string, string>>;
  readonly outgoing: readonly OutgoingSecret[];
  /** Every value that was read, to be kept out of what is logged. */
  readonly known: Iterable<string>;
  /** Names of those that the code holds and that have another value by now. */
  findChanged(): Promise<readonly string[]>;
}

export interface ResolveSecretsPorts {
  readonly readSecret: ReadSecret;
  readonly clock: Clock;
  /** Who installations are, for those that they call; they are nobody when absent. */
  readonly tokens?: TokenSource | undefined;
}

/** Gives out tokens of installations. */
export interface TokenSource {
  /** Whom they can be for: absolute URIs. */
  readonly resources: readonly string[];
  /** Undefined while the installation is nobody. */
  mint(installation: string, resource: string): Promise<string | undefined>;
}

/** A token is sent on for so long: it lives for minutes, and to make one takes a look into the store. */
const TOKEN_MS = 60_000;
/** More does not fit into a variable of the environment. */
const LONGEST_EXPOSED = 100_000;
/** Given to all code by these names. */
const given: ReadonlySet<string> = new Set(['CONFIG', 'STATE', 'USAGE', 'IDENTITY']);

/**
 * Reads each secret once, so that what can't be read is known before anything begins.
 *
 * @throws {DriverError} `secret` for one that can't be read, `invalid` for a name that is taken
 */
export async function resolveSecrets(
  instance: Instance,
  { readSecret, clock, tokens }: ResolveSecretsPorts,
): Promise<ResolvedSecrets> {
  const { id, team, secrets, egress } = instance;
  const taken = secrets.find(({ name }) => given.has(name));
  if (taken !== undefined)
    throw new DriverError(
      'invalid',
      `A secret can't be called ${taken.name}: the code finds something else by that name.`,
    );
  const known = new KnownValues();
  const read = async (reference: string): Promise<string> => {
    const result = await readSecret(reference, { team, leaseFor: leaseUser(id) });
    if (!result.ok) throw new DriverError('secret', result.reason);
    known.add(reference, result.value);
    return result.value;
  };
  const currentOf = ({ reference }: InstanceSecret): Promise<string> => read(reference);
  await Promise.all(secrets.map(currentOf));

  const exposed = secrets.filter((secret) => secret.exposed);
  const held = await Promise.all(exposed.map(async (secret) => fitting(secret, await currentOf(secret))));
  const hidden = secrets
    .filter((secret) => !secret.exposed)
    .map((secret) => ({ secret, standIn: newStandIn() }));
  const identity = tokens && identityOf(instance, tokens, { clock, known });
  return {
    placed: [
      ...exposed.map(({ name }, i) => ({ name, variable: `SECRET_${i}` })),
      ...hidden.map(({ secret, standIn }) => ({ name: secret.name, standIn })),
      ...(identity === undefined ? [] : [{ name: 'IDENTITY', standIn: identity.standIn }]),
    ],
    variables: Object.fromEntries(held.map((value, i) => [`SECRET_${i}`, value])),
    outgoing: [
      ...hidden.map(({ secret, standIn }) => ({
        standIn,
        hosts: parseEgress(secret.hosts.filter((host) => egress.includes(host))),
        read: () => currentOf(secret).catch(refuse),
      })),
      ...(identity?.outgoing ?? []),
    ],
    known,
    findChanged: async () => {
      const now = await Promise.all(exposed.map((secret) => currentOf(secret)));
      return exposed.flatMap(({ name }, i) => (now[i] === held[i] ? [] : [name]));
    },
  };
}

/** One stand-in for all: what it becomes depends on whom it is sent to. */
function identityOf(
  { id, egress }: Instance,
  { resources, mint }: TokenSource,
  { clock, known }: { readonly clock: Clock; readonly known: KnownValues },
): { readonly standIn: string; readonly outgoing: readonly OutgoingSecret[] } {
  const standIn = newStandIn();
  const rules = parseEgress(egress);
  const outgoing = resources.flatMap((resource) => {
    const target = targetOf(resource);
    if (target === undefined || findTarget(rules, target) === undefined) return [];
    const read = remembered(async () => {
      const token = await mint(id, resource);
      if (token === undefined) throw new RefusedError(403, 'This installation is nobody at the moment.');
      known.add(`token for ${resource}`, token);
      return token;
    }, clock);
    return [{ standIn, hosts: [target], read: () => read().catch(refuse) }];
  });
  return { standIn, outgoing };
}

function targetOf(resource: string): EgressTarget | undefined {
  const { protocol, hostname: host, port } = new URL(resource);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  return { protocol, host, port: Number(port || (protocol === 'https:' ? 443 : 80)) };
}

function newStandIn(): string {
  return `souk-secret-${randomBytes(16).toString('hex')}`;
}

function fitting({ name, reference }: InstanceSecret, value: string): string {
  if (value.includes('\0') || value.length > LONGEST_EXPOSED)
    throw new DriverError(
      'secret',
      `The value of ${reference} can't be handed to the code as ${name}: expected a text without NUL, of ${LONGEST_EXPOSED} characters at most.`,
    );
  return value;
}

/** Where a secret is found is none of the code's business. */
function refuse(error: unknown): never {
  if (error instanceof RefusedError) throw error;
  throw new RefusedError(502, 'A secret for this host can not be read at the moment.', { cause: error });
}

function remembered(read: () => Promise<string>, clock: Clock): () => Promise<string> {
  let known: { readonly value: string; readonly until: number } | undefined;
  return async () => {
    const now = clock.now().getTime();
    if (known === undefined || known.until <= now) known = { value: await read(), until: now + TOKEN_MS };
    return known.value;
  };
}

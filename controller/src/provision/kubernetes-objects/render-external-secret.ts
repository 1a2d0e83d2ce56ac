import type { InstanceSecret } from '@souk/model/installation/instance.ts';
import { checkTeamPath } from '../../secrets/vault/check-team-path.ts';
import { parseVaultReference } from '../../secrets/vault/parse-vault-reference.ts';
import { VaultError } from '../../secrets/vault/vault-error.ts';
import { DriverError } from '../driver.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import type { ObjectScope } from './object-scope.ts';

/**
 * Has the operator of External Secrets bring the values into a Secret of the same name; Souk itself never reads them.
 * @throws {DriverError} `secret` for what can't be had, or must not be, in a cluster
 */
export function renderExternalSecret(scope: ObjectScope): KubernetesObject {
  const { instance, settings, metadata } = scope;
  const { kind, name } = settings.secretStore;
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata,
    spec: {
      refreshInterval: '1h',
      secretStoreRef: { kind, name },
      target: { name: metadata.name, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
      data: sortedSecrets(instance.secrets).map((secret) => dataOf(secret, scope)),
    },
  };
}

/** What a container is told by Souk itself. */
const TAKEN = /^(PORT|SOUK_.*|https?_proxy|no_proxy)$/i;

/**
 * By name, whatever order they came in.
 * @throws {DriverError} `invalid` for names that a container can't have, or has already
 */
export function sortedSecrets(secrets: readonly InstanceSecret[]): readonly InstanceSecret[] {
  const names = secrets.map(({ name }) => name);
  const wrong = names.find(
    (name, i) =>
      !/^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/.test(name) || TAKEN.test(name) || names.indexOf(name) !== i,
  );
  if (wrong !== undefined)
    throw new DriverError(
      'invalid',
      `A container can't be given a secret called ${JSON.stringify(wrong)}, or not twice: give it a name of its own.`,
    );
  return secrets.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function dataOf({ name, reference, exposed }: InstanceSecret, { instance, settings }: ObjectScope): unknown {
  const { prefix, handsOutAll } = settings.secretStore;
  if (!exposed && !handsOutAll)
    throw new DriverError(
      'secret',
      `The value of ${name} would be put into requests on their way out, which this cluster does not do: declare it with exposed: true, or use another driver.`,
    );
  if (!reference.startsWith('vault:'))
    throw new DriverError(
      'secret',
      `${name} is at ${JSON.stringify(reference)}, which a cluster can't read: expected vault:mount/path#key.`,
    );
  try {
    const { path, key } = parseVaultReference(reference);
    checkTeamPath(path, prefix, instance.team);
    return {
      secretKey: name,
      remoteRef: { key: path, property: key, conversionStrategy: 'Default', decodingStrategy: 'None' },
    };
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    throw new DriverError('secret', `${name}: ${error.message}`, { cause: error });
  }
}

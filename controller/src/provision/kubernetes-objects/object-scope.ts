import type { Instance } from '@souk/model/installation/instance.ts';
import { DriverError } from '../driver.ts';
import type { ObjectMetadata } from './kubernetes-object.ts';
import { objectLabels } from './object-labels.ts';
import { isLabel, objectName } from './object-name.ts';
import type { EnvironmentSettings, ObjectSettings } from './object-settings.ts';

/** What every object of an instance is rendered from. */
export interface ObjectScope {
  readonly instance: Instance;
  readonly settings: ObjectSettings;
  readonly environment: EnvironmentSettings;
  /** Of all its objects. */
  readonly metadata: ObjectMetadata;
}

/** @throws {DriverError} `invalid` for an environment that is not run in this cluster */
export function objectScope(instance: Instance, settings: ObjectSettings): ObjectScope {
  const { id, team, environment: name } = instance;
  const environment = Object.hasOwn(settings.environments, name) ? settings.environments[name] : undefined;
  if (environment === undefined)
    throw new DriverError(
      'invalid',
      `The environment ${JSON.stringify(name)} is not run in this cluster: its settings know ${listed(settings)}.`,
    );
  const namespace = namespaceOf(environment, { team, installation: id });
  const metadata = { name: objectName(id), namespace, labels: objectLabels(instance) };
  return { instance, settings, environment, metadata };
}

/**
 * Namespace of an instance in an environment.
 * @throws {DriverError} `invalid` when no namespace can be called so
 */
function namespaceOf(
  { namespace }: EnvironmentSettings,
  { team, installation }: { readonly team: string; readonly installation: string },
): string {
  if (!isLabel(team)) throw new DriverError('invalid', `${JSON.stringify(team)} is no id of a team.`);
  const name = namespace.replaceAll('{team}', team).replaceAll('{installation}', installation);
  if (!/^(?=.{1,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name))
    throw new DriverError(
      'invalid',
      `No namespace can be called ${JSON.stringify(name)}: expected at most 63 lower-case letters, digits and hyphens.`,
    );
  return name;
}

function listed({ environments }: ObjectSettings): string {
  const names = Object.keys(environments).toSorted();
  return names.length === 0 ? 'none' : names.join(', ');
}

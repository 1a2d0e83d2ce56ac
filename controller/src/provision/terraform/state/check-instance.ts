import type { Instance } from '@souk/model/installation/instance.ts';
import { isInstallationId } from '../../local/keep-instance.ts';

/** Whether a value is an instance that was written down. */
export function checkInstance(value: unknown): value is Instance {
  if (typeof value !== 'object' || value === null) return false;
  const { id, entry, team, environment, runtime, config, secrets } = value as Partial<Instance>;
  return (
    typeof id === 'string' &&
    isInstallationId(id) &&
    [entry, runtime, config].every((part) => typeof part === 'object' && part !== null) &&
    [team, environment].every((part) => typeof part === 'string') &&
    Array.isArray(secrets)
  );
}

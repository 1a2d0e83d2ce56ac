import type { Instance } from '@souk/model/installation/instance.ts';
import { DriverError } from '../driver.ts';
import { egressTargets } from './egress-targets.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { type ObjectScope, objectScope } from './object-scope.ts';
import type { ObjectSettings } from './object-settings.ts';
import { plainJson } from './plain-json.ts';
import { renderCiliumPolicy } from './render-cilium-policy.ts';
import { renderConfigMap } from './render-config-map.ts';
import { renderCronJob } from './render-cron-job.ts';
import { renderExternalSecret } from './render-external-secret.ts';
import { renderNetworkPolicy } from './render-network-policy.ts';
import { CONFIG_FILE } from './render-pod.ts';
import { renderQuota } from './render-quota.ts';
import { renderServing } from './render-serving.ts';

/**
 * What an instance is in a cluster: the objects, in the order in which they are to be made. The same instance gives the
 * same objects, to the byte. Whatever the manifest says is a text in them, and nothing else.
 *
 * @throws {DriverError} `invalid`, `secret`
 */
export function renderObjects(instance: Instance, settings: ObjectSettings): readonly KubernetesObject[] {
  const scope = objectScope(instance, settings);
  switch (instance.runtime.type) {
    case 'container':
    case 'function':
    case 'wasm':
      return renderWorkload(scope);
    case 'web-component':
    case 'iframe':
    case 'low-code':
      return [renderEmbedded(scope)];
    case 'terraform':
      throw new DriverError(
        'invalid',
        `${instance.entry.id} is Terraform, which does not run in a cluster: say driver: terraform.`,
      );
  }
}

function renderWorkload(scope: ObjectScope): readonly KubernetesObject[] {
  const { instance, settings, metadata } = scope;
  const targets = egressTargets(instance);
  const isNamed = settings.egress.type === 'cilium' && targets.length > 0;
  return [
    renderNetworkPolicy(scope, targets),
    ...(isNamed ? [renderCiliumPolicy(scope, targets)] : []),
    ...renderQuota(scope),
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
    renderConfigMap(scope, { [CONFIG_FILE]: plainJson(instance.config) }),
    ...(instance.secrets.length === 0 ? [] : [renderExternalSecret(scope)]),
    ...(instance.runtime.schedule === undefined
      ? renderServing(scope, targets)
      : [renderCronJob(scope, targets)]),
  ];
}

/** What runs in a browser or on another platform has nothing to run here: what shows it reads where it is and how it is set. */
function renderEmbedded(scope: ObjectScope): KubernetesObject {
  const { instance } = scope;
  const { runtime, artifact, suspended, egress, secrets } = instance;
  if (secrets.length > 0)
    throw new DriverError(
      'secret',
      `${instance.entry.id} (${runtime.type}) does not run in the cluster, which could give it secrets; it asks for ${secrets.map(({ name }) => name).join(', ')}.`,
    );
  return renderConfigMap(scope, {
    [CONFIG_FILE]: plainJson(instance.config),
    'embed.json': plainJson({ artifact, runtime, suspended, egress: egress.toSorted() }),
  });
}

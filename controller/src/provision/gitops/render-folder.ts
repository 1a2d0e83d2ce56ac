import type { Instance } from '@souk/model/installation/instance.ts';
import type { KubernetesObject } from '../kubernetes-objects/kubernetes-object.ts';
import { objectLabels } from '../kubernetes-objects/object-labels.ts';
import { objectName } from '../kubernetes-objects/object-name.ts';
import type { ObjectSettings } from '../kubernetes-objects/object-settings.ts';
import { renderObjects } from '../kubernetes-objects/render-objects.ts';
import { renderYaml } from '../kubernetes-objects/render-yaml.ts';
import { instanceFolder } from './instance-folder.ts';

export const KUSTOMIZATION = 'kustomization.yaml';
export const SUSPENDED_ANNOTATION = 'souk.dev/suspended';

/** First line of every file that Souk writes: by it a folder is known to be its own. */
export function markOf(id: string): string {
  return `# Written by Souk for the installation ${id}: what is changed here is changed back.\n`;
}

/**
 * The files of an instance by path: one for each object, and one that names them all.
 * @throws {DriverError} `invalid`, `secret`
 */
export function renderFolder(instance: Instance, settings: ObjectSettings): ReadonlyMap<string, string> {
  const folder = instanceFolder(instance);
  const objects = renderObjects(instance, settings);
  const files = objects.map((object) => [fileOf(object), object] as const);
  const index = kustomizationOf(
    instance,
    files.map(([name]) => name),
  );
  const texts = [...files, [KUSTOMIZATION, index] as const].map(
    ([name, object]) => [`${folder}/${name}`, `${markOf(instance.id)}${renderYaml([object])}`] as const,
  );
  return new Map(texts.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** An instance has one object of a kind at most. */
function fileOf({ kind }: KubernetesObject): string {
  return `${kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}.yaml`;
}

function kustomizationOf(instance: Instance, resources: readonly string[]): object {
  return {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    metadata: {
      name: objectName(instance.id),
      labels: objectLabels(instance),
      annotations: { [SUSPENDED_ANNOTATION]: String(instance.suspended) },
    },
    resources,
  };
}

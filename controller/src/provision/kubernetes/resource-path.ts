import { type ObjectKind, renderedKinds } from '../kubernetes-objects/rendered-kinds.ts';

export interface Resource extends ObjectKind {
  /** Path of its group and version, such as `/apis/apps/v1`. */
  readonly group: string;
  /** Name of the collection in paths, such as `deployments`. */
  readonly plural: string;
}

/** All kinds that are made, in the order in which they are made. */
export const resources: readonly Resource[] = renderedKinds.map(({ apiVersion, kind }) => ({
  ...{ apiVersion, kind },
  group: apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`,
  plural: `${kind.toLowerCase().replace(/y$/, 'ie')}s`,
}));

/**
 * Path of a collection, or of one object in it.
 * @param namespace all of them when undefined
 */
export function resourcePath({ group, plural }: Resource, namespace?: string, name?: string): string {
  const within = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${group}${within}/${plural}${name === undefined ? '' : `/${encodeURIComponent(name)}`}`;
}

export function resourceOf({ apiVersion, kind }: ObjectKind): Resource {
  const found = resources.find((one) => one.apiVersion === apiVersion && one.kind === kind);
  if (found === undefined) throw new TypeError(`${kind} of ${apiVersion} is not made by Souk.`);
  return found;
}

import { type ObjectKind, renderedKinds } from '../kubernetes-objects/rendered-kinds.ts';

export interface Resource extends ObjectKind {
  /** Name of the collection in paths, such as `deployments`. */
  readonly plural: string;
}

/** All kinds that are made, in the order in which they are made. */
export const resources: readonly Resource[] = renderedKinds.map(({ apiVersion, kind }) => ({
  ...{ apiVersion, kind },
  plural: `${kind.toLowerCase().replace(/y$/, 'ie')}s`,
}));

export function resourceOf({ apiVersion, kind }: ObjectKind): Resource {
  const found = resources.find((one) => one.apiVersion === apiVersion && one.kind === kind);
  if (found === undefined) throw new TypeError(`${kind} of ${apiVersion} is not made by Souk.`);
  return found;
}

import { referencesOf } from '@souk/model/catalog/references.ts';
import type { Manifest } from '@souk/model/manifest/manifest.ts';

/** No id of our own holds a colon, so what comes from elsewhere can never take its place. */
export function namespacedId(namespace: string, id: string): string {
  return `${namespace}:${id}`;
}

/** The namespace that an id begins with; undefined for an id of our own. */
export function namespaceOf(id: string): string | undefined {
  const colon = id.indexOf(':');
  return colon === -1 ? undefined : id.slice(0, colon);
}

/** A manifest with its own id, and every id that it names, moved into a namespace. */
export function namespaceManifest(manifest: Manifest, namespace: string): Manifest {
  const moved: Manifest = { ...structuredClone(manifest), id: namespacedId(namespace, manifest.id) };
  for (const { pointer, id } of referencesOf(manifest)) setAt(moved, pointer, namespacedId(namespace, id));
  return moved;
}

/** Sets a text at a JSON pointer that exists; the names on its way are those of the schema and need no unescaping. */
function setAt(root: object, pointer: string, text: string): void {
  const names = pointer.split('/').slice(1);
  const last = names.pop() ?? '';
  const parent = names.reduce<unknown>(
    (value, name) => (isObject(value) ? Reflect.get(value, name) : undefined),
    root,
  );
  if (isObject(parent)) Reflect.set(parent, last, text);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

import { appendPointer } from '../finding/json-pointer.ts';
import type { ManifestDraft } from './manifest-draft.ts';
import { mapped } from './mapped.ts';
import { reasonToWithhold } from './secret-likeness.ts';
import type { SourceNode } from './source-node.ts';

/** Annotations under this prefix are our own, written by the export. */
const SOUK_PREFIX = 'souk.dev/';

/** Annotations of Backstage stay annotations, under their own names. */
export function keepAnnotations(root: SourceNode, draft: ManifestDraft): void {
  for (const [key, node] of root.at('metadata', 'annotations')?.entries() ?? []) {
    const isPlain =
      typeof node.value === 'string' || typeof node.value === 'boolean' || typeof node.value === 'number';
    const isOurs = key.startsWith(SOUK_PREFIX) || key === 'github.com/user-login';
    if (isOurs || !isPlain || key === '' || reasonToWithhold([key], node.value) !== undefined) continue;
    draft.put(appendPointer('/annotations', key), mapped(node.value, node));
  }
}

export function soukAnnotation(root: SourceNode, name: string): SourceNode | undefined {
  const node = root.at('metadata', 'annotations', SOUK_PREFIX + name);
  return node?.text() === undefined ? undefined : node;
}

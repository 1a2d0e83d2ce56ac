import { addAbortListener } from 'node:events';
import { type KubeConfig, Watch } from '@kubernetes/client-node';
import type { LiveObject } from './cluster.ts';

/** The client gives up on a watch that has said nothing for 30 seconds. */
const WATCH_SECONDS = 25;

export interface CollectionWatch {
  readonly path: string;
  readonly selector: string;
  /** The version to go on from; all objects first when undefined. */
  readonly since: string | undefined;
  readonly onChange: (object: LiveObject) => void;
}

/**
 * Calls back for what happens to the objects of a collection, for a while.
 * @returns the version to go on from; undefined when it has to begin anew
 */
export async function watchCollection(
  config: KubeConfig,
  { path, selector, since, onChange }: CollectionWatch,
  signal: AbortSignal,
): Promise<string | undefined> {
  let version = since;
  let isForgotten = false;
  const take = (type: string, object: LiveObject): void => {
    isForgotten ||= type === 'ERROR';
    if (isForgotten) return;
    version = String(object.metadata['resourceVersion'] ?? version);
    if (type !== 'BOOKMARK') onChange(object);
  };
  const query = {
    ...{ labelSelector: selector, allowWatchBookmarks: true, timeoutSeconds: WATCH_SECONDS },
    resourceVersion: since,
  };
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
  const end = (error: unknown): void => (error === null || error === undefined ? resolve() : reject(error));
  const request = await new Watch(config).watch(path, query, take, end);
  const listening = addAbortListener(signal, () => request.abort());
  try {
    await ended;
  } finally {
    listening[Symbol.dispose]();
  }
  return isForgotten ? undefined : version;
}

import { ApiException, PatchStrategy } from '@kubernetes/client-node';
import type { Clock } from '../../clock.ts';
import { type Cluster, FIELD_MANAGER, type LiveObject } from './cluster.ts';
import type { ClusterConfig } from './cluster-config.ts';
import { explainAnswer, explainSilence } from './explain-answer.ts';
import { ObjectApi } from './object-api.ts';
import type { Resource } from './resources.ts';
import { watchCollection } from './watch-collection.ts';

export interface ClientClusterOptions {
  readonly config: ClusterConfig;
  /** Namespaces that are looked at; all of them when undefined. */
  readonly namespaces: readonly string[] | undefined;
  readonly clock: Clock;
  readonly timeoutMs: number;
}

const PAGE = 500;
const PAUSE_MS = 5_000;

/** Speaks to the API of a cluster through the official client. */
export function openClientCluster(options: ClientClusterOptions): Cluster {
  return new ClientCluster(options);
}

class ClientCluster implements Cluster {
  readonly #options: ClientClusterOptions;

  constructor(options: ClientClusterOptions) {
    this.#options = options;
  }

  async list(resource: Resource, selector: string, signal: AbortSignal): Promise<readonly LiveObject[]> {
    const { namespaces } = this.#options;
    const found: LiveObject[] = [];
    for (const namespace of namespaces ?? [undefined])
      found.push(...(await this.#listIn(resource, namespace, selector, signal)));
    return found;
  }

  async read(
    { apiVersion, kind }: Resource,
    { metadata: { name, namespace } }: { metadata: { name: string; namespace: string } },
    signal: AbortSignal,
  ): Promise<LiveObject | undefined> {
    const what = `${kind} ${name} in ${namespace}`;
    const header = { apiVersion, kind, metadata: { name, namespace } };
    const answer = await this.#attempt(what, signal, (limit) => this.#api(limit).read(header));
    if (isRefusal(answer) && answer.code === 404) return undefined;
    return expectObject(what, answer);
  }

  async apply(
    object: Parameters<Cluster['apply']>[0],
    { dryRun }: { readonly dryRun: boolean },
    signal: AbortSignal,
  ): Promise<LiveObject> {
    const { apiVersion, kind, metadata } = object;
    const { name, namespace } = metadata;
    const what = `${kind} ${name} in ${namespace}`;
    const header = { apiVersion, kind, metadata: { name, namespace } };
    const mode = dryRun ? 'All' : undefined;
    const answer = await this.#attempt(what, signal, (limit) =>
      this.#api(limit, object).patch(
        ...([header, undefined, mode, FIELD_MANAGER, true, PatchStrategy.ServerSideApply] as const),
      ),
    );
    return expectObject(what, answer);
  }

  async remove({ apiVersion, kind, metadata }: LiveObject, signal: AbortSignal): Promise<void> {
    const { name, namespace = '', uid } = metadata;
    const what = `${kind} ${name} in ${namespace}`;
    const header = { apiVersion, kind, metadata: { name, namespace } };
    const how = {
      ...{ apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Foreground' },
      ...(uid === undefined ? {} : { preconditions: { uid } }),
    };
    const nothing = undefined;
    const answer = await this.#attempt(what, signal, (limit) =>
      this.#api(limit).delete(header, nothing, nothing, nothing, nothing, nothing, how),
    );
    // It is gone, or another is in its place by now.
    if (isRefusal(answer) && (answer.code === 404 || answer.code === 409)) return;
    expectObject(what, answer);
  }

  async watch(
    resource: Resource,
    selector: string,
    onChange: (object: LiveObject) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { config, namespaces, clock } = this.#options;
    await Promise.all(
      (namespaces ?? [undefined]).map(async (namespace) => {
        const path = await this.#api(signal).collectionPath(resource, namespace);
        let since: string | undefined;
        while (!signal.aborted) {
          try {
            since = await watchCollection(config, { path, selector, since, onChange }, signal);
          } catch {
            // Whoever looks next is told what is wrong; here it is only waited for.
            since = undefined;
            await clock.sleep(PAUSE_MS, signal);
          }
        }
      }),
    );
  }

  async close(): Promise<void> {
    await this.#options.config.close();
  }

  async #listIn(
    { apiVersion, kind }: Resource,
    namespace: string | undefined,
    selector: string,
    signal: AbortSignal,
  ): Promise<readonly LiveObject[]> {
    const what = `The list of ${kind} in ${namespace ?? 'all namespaces'}`;
    const unset = undefined;
    const found: LiveObject[] = [];
    let next: string | undefined;
    do {
      const from = next;
      const page = await this.#attempt(what, signal, (limit) =>
        this.#api(limit).list(
          ...([apiVersion, kind, namespace, unset, unset, unset, unset, selector, PAGE, from] as const),
        ),
      );
      // What is not installed has no objects. The API says so in plain text; what it says in JSON is something else.
      if (isRefusal(page) && page.code === 404 && typeof page.body === 'string') return [];
      if (isRefusal(page)) throw explainAnswer(what, page.code, page.body);
      if (!isList(page)) throw explainAnswer(what, 200, page);
      found.push(...page.items.map((item) => ({ ...item, apiVersion, kind })));
      next = page.metadata.continue || undefined;
    } while (next !== undefined);
    return found;
  }

  #api(signal: AbortSignal, sent?: object): ObjectApi {
    return new ObjectApi(this.#options.config, signal, sent);
  }

  /** @returns what the API answers, or how it refuses */
  async #attempt(
    what: string,
    signal: AbortSignal,
    ask: (limit: AbortSignal) => Promise<unknown>,
  ): Promise<unknown> {
    try {
      return await ask(AbortSignal.any([signal, AbortSignal.timeout(this.#options.timeoutMs)]));
    } catch (error) {
      signal.throwIfAborted();
      if (isRefusal(error)) return error;
      throw explainSilence(what, error);
    }
  }
}

function isRefusal(answer: unknown): answer is ApiException<unknown> {
  return answer instanceof ApiException;
}

function expectObject(what: string, answer: unknown): LiveObject {
  if (isRefusal(answer)) throw explainAnswer(what, answer.code, answer.body);
  return answer as LiveObject;
}

interface ObjectList {
  readonly metadata: { readonly continue?: string };
  readonly items: readonly LiveObject[];
}

function isList(body: unknown): body is ObjectList {
  const isObject = typeof body === 'object' && body !== null;
  return isObject && 'items' in body && Array.isArray(body.items) && 'metadata' in body;
}

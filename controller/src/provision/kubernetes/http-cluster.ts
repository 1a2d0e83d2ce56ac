import { createInterface } from 'node:readline';
import { Agent, type Dispatcher, request } from 'undici';
import type { Clock } from '../../clock.ts';
import { DriverError } from '../driver.ts';
import type { Cluster, LiveObject } from './cluster.ts';
import type { ClusterAccess } from './cluster-access.ts';
import { explainAnswer } from './explain-answer.ts';
import { type Resource, resourceOf, resourcePath } from './resource-path.ts';

export interface HttpClusterOptions {
  readonly access: ClusterAccess;
  /** Namespaces that are looked at; all of them when undefined. */
  readonly namespaces: readonly string[] | undefined;
  readonly clock: Clock;
  readonly timeoutMs: number;
}

/** Owner of what Souk applies. */
export const FIELD_MANAGER = 'souk';

const PAGE = 500;
/** Bytes: a page of the largest objects. */
const LARGEST_ANSWER = 256 * 2 ** 20;
/** A watch that says nothing for so long is begun anew. */
const WATCH_SECONDS = 300;
const PAUSE_MS = 5_000;

interface Question {
  readonly method: 'GET' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly contentType?: string;
  /** What is asked for, in messages. */
  readonly what: string;
}

/** Speaks to the API of a cluster: JSON as it is, so that no part of an object is lost or renamed on the way. */
export function openHttpCluster(options: HttpClusterOptions): Cluster {
  return new HttpCluster(options);
}

class HttpCluster implements Cluster {
  readonly #options: HttpClusterOptions;
  readonly #agent: Agent;

  constructor(options: HttpClusterOptions) {
    this.#options = options;
    this.#agent = new Agent({ connect: { ...options.access.tls }, maxResponseSize: LARGEST_ANSWER });
  }

  async list(resource: Resource, selector: string, signal: AbortSignal): Promise<readonly LiveObject[]> {
    const { namespaces } = this.#options;
    const found: LiveObject[] = [];
    for (const namespace of namespaces ?? [undefined])
      found.push(...(await this.#listIn(resource, namespace, selector, signal)));
    return found;
  }

  async read(
    resource: Resource,
    { metadata: { name, namespace } }: { metadata: { name: string; namespace: string } },
    signal: AbortSignal,
  ): Promise<LiveObject | undefined> {
    const what = `${resource.kind} ${name} in ${namespace}`;
    const path = resourcePath(resource, namespace, name);
    const { status, body } = await this.#ask({ method: 'GET', path, what }, signal);
    if (status === 404) return undefined;
    return expectObject(what, status, body);
  }

  async apply(
    object: Parameters<Cluster['apply']>[0],
    { dryRun }: { readonly dryRun: boolean },
    signal: AbortSignal,
  ): Promise<LiveObject> {
    const { name, namespace } = object.metadata;
    const what = `${object.kind} ${name} in ${namespace}`;
    const { status, body } = await this.#ask(
      {
        ...{ method: 'PATCH', path: resourcePath(resourceOf(object), namespace, name), what, body: object },
        contentType: 'application/apply-patch+yaml',
        query: { fieldManager: FIELD_MANAGER, force: 'true', ...(dryRun ? { dryRun: 'All' } : {}) },
      },
      signal,
    );
    return expectObject(what, status, body);
  }

  async remove({ apiVersion, kind, metadata }: LiveObject, signal: AbortSignal): Promise<void> {
    const { name, namespace, uid } = metadata;
    const what = `${kind} ${name} in ${namespace}`;
    const path = resourcePath(resourceOf({ apiVersion, kind }), namespace, name);
    const options = { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Foreground' };
    const question = { ...options, ...(uid === undefined ? {} : { preconditions: { uid } }) };
    const { status, body } = await this.#ask(
      { method: 'DELETE', path, what, body: question, contentType: 'application/json' },
      signal,
    );
    // It is gone, or another is in its place by now.
    if (status === 404 || status === 409) return;
    expectObject(what, status, body);
  }

  async watch(
    resource: Resource,
    selector: string,
    onChange: (object: LiveObject) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { namespaces, clock } = this.#options;
    await Promise.all(
      (namespaces ?? [undefined]).map(async (namespace) => {
        let since: string | undefined;
        while (!signal.aborted) {
          try {
            since = await this.#watchOnce(resource, { namespace, selector, since, onChange }, signal);
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
    await this.#agent.destroy();
  }

  async #listIn(
    resource: Resource,
    namespace: string | undefined,
    selector: string,
    signal: AbortSignal,
  ): Promise<readonly LiveObject[]> {
    const { apiVersion, kind } = resource;
    const what = `The list of ${kind} in ${namespace ?? 'all namespaces'}`;
    const path = resourcePath(resource, namespace);
    const found: LiveObject[] = [];
    for (let next: string | undefined = ''; next !== undefined; ) {
      const more: Record<string, string> = next === '' ? {} : { continue: next };
      const query = { labelSelector: selector, limit: String(PAGE), ...more };
      const { status, body } = await this.#ask({ method: 'GET', path, query, what }, signal);
      // What is not installed has no objects. The API says so in plain text; what it says in JSON is something else.
      if (status === 404 && typeof body === 'string') return [];
      if (status !== 200 || !isList(body)) throw explainAnswer(what, status, body);
      found.push(...body.items.map((item) => ({ ...item, apiVersion, kind })));
      next = body.metadata.continue || undefined;
    }
    return found;
  }

  /** @returns the version to go on from; undefined when it has to begin anew */
  async #watchOnce(
    resource: Resource,
    watch: {
      readonly namespace: string | undefined;
      readonly selector: string;
      readonly since: string | undefined;
      readonly onChange: (object: LiveObject) => void;
    },
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const path = resourcePath(resource, watch.namespace);
    const query = {
      ...{ watch: 'true', labelSelector: watch.selector, allowWatchBookmarks: 'true' },
      timeoutSeconds: String(WATCH_SECONDS),
      ...(watch.since === undefined ? {} : { resourceVersion: watch.since }),
    };
    const what = `The watch of ${resource.kind}`;
    const response = await this.#send({ method: 'GET', path, query, what }, signal, WATCH_SECONDS * 1_100);
    if (response.statusCode !== 200) {
      await response.body.dump();
      throw explainAnswer(what, response.statusCode, undefined);
    }
    let since = watch.since;
    for await (const line of createInterface({ input: response.body })) {
      const { type, object } = JSON.parse(line) as { type: string; object: LiveObject };
      if (type === 'ERROR') return undefined;
      const version = object.metadata['resourceVersion'];
      if (typeof version === 'string') since = version;
      if (type !== 'BOOKMARK') watch.onChange(object);
    }
    return since;
  }

  async #ask(question: Question, signal: AbortSignal): Promise<{ status: number; body: unknown }> {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(this.#options.timeoutMs)]);
    try {
      const { statusCode, body } = await this.#send(question, limit, this.#options.timeoutMs);
      const text = await body.text();
      return { status: statusCode, body: parsed(text) };
    } catch (error) {
      signal.throwIfAborted();
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer in time';
      throw new DriverError('unreachable', `${question.what}: the cluster can't be reached (${code}).`, {
        cause: error,
      });
    }
  }

  async #send(
    { method, path, query = {}, body, contentType }: Question,
    signal: AbortSignal,
    bodyTimeout: number,
  ): Promise<Dispatcher.ResponseData> {
    const { access } = this.#options;
    const token = await access.readToken();
    return request(`${access.server}${path}`, {
      ...{ method, query, signal, bodyTimeout, dispatcher: this.#agent },
      headers: {
        accept: 'application/json',
        'user-agent': 'souk',
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}

interface ObjectList {
  readonly metadata: { readonly continue?: string };
  readonly items: readonly LiveObject[];
}

function isList(body: unknown): body is ObjectList {
  return (
    typeof body === 'object' &&
    body !== null &&
    'items' in body &&
    Array.isArray(body.items) &&
    'metadata' in body
  );
}

function expectObject(what: string, status: number, body: unknown): LiveObject {
  if (status >= 200 && status < 300 && typeof body === 'object' && body !== null) return body as LiveObject;
  throw explainAnswer(what, status, body);
}

/** Its text where it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

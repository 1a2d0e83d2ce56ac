import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { parse } from 'yaml';
import { INSTALLATION_LABEL } from '../../kubernetes-objects/object-labels.ts';
import { resources } from '../resources.ts';
import type { Json } from './field-sets.ts';
import { ObjectStore, type StoredObject, type StoreEvent } from './object-store.ts';

const TOKEN = 'token-of-souk';

interface Answer {
  readonly status: number;
  readonly body: Json | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The API of a cluster over HTTP: apply, list, read, delete and watch, for the kinds that are known to it. */
export class ClusterDouble {
  readonly store = new ObjectStore();
  readonly requests: string[] = [];
  /** How many were opened so far. */
  connections = 0;
  readonly namespaces = new Set(['marketplace-dev', 'sales-platform-production']);
  /** Kinds that are not installed. */
  readonly missing = new Set<string>();
  /** What every request is answered with, instead of what it asks for. */
  failing: Answer | undefined;
  /** Milliseconds that objects are there yet for what depends on them. */
  foregroundMs = 5;
  /** Whether requests are taken and never answered. */
  hanging = false;
  /** Whether objects stay for good when they are deleted, as when something else holds on to them. */
  sticky = false;
  /** Events before this version are forgotten. */
  oldest = 0;
  readonly #server: Server;
  readonly #origin: string;
  readonly #watches = new Set<ServerResponse>();
  readonly #timers = new Set<NodeJS.Timeout>();

  private constructor(server: Server, origin: string) {
    this.#server = server;
    this.#origin = origin;
  }

  /** @param tls certificate for `localhost`, in PEM; plain HTTP when undefined */
  static async start(tls?: { readonly cert: string; readonly key: string | Buffer }): Promise<ClusterDouble> {
    const serve = (request: IncomingMessage, response: ServerResponse) =>
      void double.#serve(request, response);
    const server = tls === undefined ? createServer(serve) : createSecureServer(tls, serve);
    const double = new ClusterDouble(server, tls === undefined ? 'http://127.0.0.1' : 'https://localhost');
    server.on('connection', () => {
      double.connections += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return double;
  }

  get url(): string {
    return `${this.#origin}:${(this.#server.address() as AddressInfo).port}`;
  }

  /** As `kubectl` has it in a file. */
  get kubeconfig(): string {
    return JSON.stringify({
      'current-context': 'double',
      contexts: [{ name: 'double', context: { cluster: 'double', user: 'souk' } }],
      clusters: [{ name: 'double', cluster: { server: this.url } }],
      users: [{ name: 'souk', user: { token: TOKEN } }],
    });
  }

  /** Objects of an installation as they were meant: without what the API adds, and without how they do. */
  inspect(id: string): string | undefined {
    const objects = this.#of(id).map(({ object }) => {
      const { status: _, ...rest } = object;
      const { name, namespace, labels, annotations } = object.metadata;
      return { ...rest, metadata: { name, namespace, labels, annotations } };
    });
    return objects.length === 0 ? undefined : JSON.stringify(objects.toSorted(byKind));
  }

  /** The controllers of the cluster have done their work. */
  settle(id: string): void {
    for (const { place, object } of this.#of(id))
      if (object.kind === 'Deployment') {
        const { replicas } = object['spec'] as { replicas: number };
        this.setStatus(place, object.metadata.name, {
          ...{ observedGeneration: object.metadata['generation'], replicas, readyReplicas: replicas },
          conditions: [
            { type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' },
            { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' },
          ],
        });
      }
  }

  setStatus(place: string, name: string, status: Json): void {
    this.store.edit(place, name, 'kube-controller-manager', (object) => {
      object['status'] = status;
    });
  }

  /** Ends all watches, as servers do every few minutes. */
  endWatches(): void {
    for (const response of this.#watches) response.end();
  }

  get watches(): number {
    return this.#watches.size;
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #of(id: string) {
    return this.store.all().filter(({ object }) => object.metadata.labels?.[INSTALLATION_LABEL] === id);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://cluster');
    this.requests.push(`${request.method} ${url.pathname}${url.search}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (this.hanging) return;
    const answer = this.#answer(request, url, Buffer.concat(chunks).toString());
    if (answer === 'watch') return this.#watch(url, response);
    const isText = typeof answer.body === 'string';
    response.writeHead(answer.status, {
      'content-type': isText ? 'text/plain' : 'application/json',
      ...answer.headers,
    });
    response.end(isText ? answer.body : JSON.stringify(answer.body));
  }

  #answer(request: IncomingMessage, url: URL, body: string): Answer | 'watch' {
    if (request.headers.authorization !== `Bearer ${TOKEN}`)
      return failure(401, 'Unauthorized', 'Unauthorized');
    if (this.failing !== undefined) return this.failing;
    const target = findTarget(url.pathname);
    if (target === undefined || this.missing.has(target.kind))
      return { status: 404, body: '404 page not found\n' };
    const { name, place, namespace, kind } = target;
    if (name === undefined) {
      if (request.method !== 'GET') return failure(405, 'MethodNotAllowed', 'Not here.');
      return url.searchParams.get('watch') === 'true' ? 'watch' : this.#list(url, target);
    }
    const found = this.store.get(place, name);
    switch (request.method) {
      case 'GET':
        return found === undefined ? notFound(kind, name) : { status: 200, body: found };
      case 'DELETE':
        return this.#delete(place, name, found, body);
      case 'PATCH':
        if (request.headers['content-type'] !== 'application/apply-patch+yaml')
          return failure(415, 'UnsupportedMediaType', 'Only server-side apply is spoken here.');
        if (!this.namespaces.has(namespace ?? '')) return notFound('namespaces', namespace ?? '');
        return this.#apply(url, target, parse(body) as StoredObject);
      default:
        return failure(405, 'MethodNotAllowed', 'Not here.');
    }
  }

  #apply(url: URL, { place, name, namespace, kind }: Target, config: StoredObject): Answer {
    const manager = url.searchParams.get('fieldManager');
    if (manager === null) return failure(400, 'BadRequest', 'fieldManager is required for apply patch');
    const { metadata } = config;
    if (metadata.name !== name || metadata.namespace !== namespace || config.kind !== kind)
      return failure(400, 'BadRequest', 'the name of the object does not match the name on the URL');
    const force = url.searchParams.get('force') === 'true';
    const dryRun = url.searchParams.get('dryRun') === 'All';
    const result = this.store.apply(place, config, { manager, force, dryRun });
    return result.status === 409
      ? failure(409, 'Conflict', result.message)
      : { status: result.status, body: result.object };
  }

  #delete(place: string, name: string, found: StoredObject | undefined, body: string): Answer {
    if (found === undefined) return notFound('objects', name);
    const { propagationPolicy, preconditions } = (body === '' ? {} : JSON.parse(body)) as {
      propagationPolicy?: string;
      preconditions?: { uid?: string };
    };
    if (preconditions?.uid !== undefined && preconditions.uid !== found.metadata['uid'])
      return failure(409, 'Conflict', 'Precondition failed: UID in precondition does not match');
    if (propagationPolicy !== 'Foreground') {
      this.store.delete(place, name);
      return { status: 200, body: { kind: 'Status', status: 'Success' } };
    }
    this.store.edit(place, name, 'kube-apiserver', ({ metadata }) => {
      metadata['deletionTimestamp'] = '2026-11-22T08:00:01Z';
      metadata['finalizers'] = ['foregroundDeletion'];
    });
    if (!this.sticky) {
      const timer = setTimeout(() => this.store.delete(place, name), this.foregroundMs);
      this.#timers.add(timer);
    }
    return { status: 200, body: this.store.get(place, name) ?? {} };
  }

  #list(url: URL, target: Target): Answer {
    const matching = this.store
      .all((place) => isWithin(place, target))
      .filter(({ object }) => matches(object, url.searchParams.get('labelSelector')))
      .map(({ object: { apiVersion: _, kind: __, ...item } }) => item);
    const from = Number(url.searchParams.get('continue') ?? 0);
    const limit = Number(url.searchParams.get('limit') ?? 0) || matching.length;
    const items = matching.slice(from, from + limit);
    const next = from + limit < matching.length ? { continue: String(from + limit) } : {};
    const metadata = { resourceVersion: String(this.store.version), ...next };
    return {
      status: 200,
      body: { kind: `${target.kind}List`, apiVersion: target.apiVersion, metadata, items },
    };
  }

  #watch(url: URL, response: ServerResponse): void {
    const target = findTarget(url.pathname);
    const selector = url.searchParams.get('labelSelector');
    const since = url.searchParams.get('resourceVersion');
    response.writeHead(200, { 'content-type': 'application/json' });
    const write = (type: string, object: object): void =>
      void response.write(`${JSON.stringify({ type, object })}\n`);
    const pass = ({ type, place, object }: StoreEvent): void => {
      if (response.writableEnded) return;
      if (target !== undefined && isWithin(place, target) && matches(object, selector)) write(type, object);
    };
    if (since !== null && since !== '0' && Number(since) < this.oldest) {
      write('ERROR', failure(410, 'Expired', 'too old resource version').body as Json);
      return void response.end();
    }
    if (since === null || since === '0')
      for (const { place, object } of this.store.all()) pass({ type: 'ADDED', version: 0, place, object });
    else for (const event of this.store.events.filter(({ version }) => version > Number(since))) pass(event);
    const stop = this.store.subscribe(pass);
    this.#watches.add(response);
    response.on('close', () => {
      stop();
      this.#watches.delete(response);
    });
    response.flushHeaders();
  }
}

interface Target {
  readonly kind: string;
  readonly apiVersion: string;
  /** Path of the collection, in a namespace where one is named. */
  readonly place: string;
  readonly suffix: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
}

function findTarget(path: string): Target | undefined {
  for (const { plural, kind, apiVersion } of resources) {
    const group = groupPath(apiVersion);
    if (!path.startsWith(`${group}/`)) continue;
    const pattern = new RegExp(`^(?:/namespaces/(?<namespace>[^/]+))?/${plural}(?:/(?<name>[^/]+))?$`);
    const { namespace, name } = pattern.exec(path.slice(group.length))?.groups ?? {};
    if (!pattern.test(path.slice(group.length))) continue;
    const place = name === undefined ? path : path.slice(0, path.lastIndexOf('/'));
    return { kind, apiVersion, place, suffix: `/${plural}`, namespace, name };
  }
  return undefined;
}

/** All namespaces when the path names none. */
function isWithin(place: string, { place: wanted, namespace, suffix, apiVersion }: Target): boolean {
  if (namespace !== undefined) return place === wanted;
  return place.startsWith(`${groupPath(apiVersion)}/namespaces/`) && place.endsWith(suffix);
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function matches({ metadata: { labels = {} } }: StoredObject, selector: string | null): boolean {
  return (selector ?? '')
    .split(',')
    .filter((part) => part !== '')
    .every((part) => {
      const [key = '', value] = part.split('=');
      return value === undefined ? Object.hasOwn(labels, key) : labels[key] === value;
    });
}

function notFound(kind: string, name: string): Answer {
  return failure(404, 'NotFound', `${kind} "${name}" not found`);
}

function failure(code: number, reason: string, message: string): Answer {
  return {
    status: code,
    body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message },
  };
}

function byKind(a: { kind: string }, b: { kind: string }): number {
  return a.kind < b.kind ? -1 : 1;
}

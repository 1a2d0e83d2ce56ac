import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RegistryManner {
  /** Whether it has the referrers API. */
  readonly referrers?: boolean;
  /** How it wants to be greeted. */
  readonly login?: 'none' | 'basic' | 'bearer';
}

/** Answers instead of the registry when it says so by giving true. */
export type Disturbance = (request: IncomingMessage, response: ServerResponse) => boolean;

export const USER = { username: 'souk', password: 'only-for-tests' };
const BASIC = `Basic ${Buffer.from(`${USER.username}:${USER.password}`).toString('base64')}`;

interface Stored {
  readonly type: string;
  readonly bytes: Buffer;
}

/** A registry in memory that does what the OCI distribution specification 1.1 says of pushing and pulling. */
export class RegistryDouble implements AsyncDisposable {
  readonly #manner: RegistryManner;
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #blobs = new Map<string, Buffer>();
  readonly #manifests = new Map<string, Stored>();
  readonly #uploads = new Set<string>();
  #token = '';
  disturb: Disturbance = () => false;
  /** `METHOD path` of everything that was asked. */
  readonly asked: string[] = [];

  constructor(manner: RegistryManner = {}) {
    this.#manner = manner;
  }

  /** @returns host and port */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    return `127.0.0.1:${port}`;
  }

  /** From now on tokens have to be asked for again. */
  forgetTokens(): void {
    this.#token = randomUUID();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    this.asked.push(`${request.method} ${url.pathname}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (this.disturb(request, response)) return;
    if (url.pathname === '/token') return this.#giveToken(request, response);
    if (!this.#lets(request)) return this.#challenge(url, response);
    this.#serve(request, url, Buffer.concat(chunks), response);
  }

  #lets({ headers: { authorization } }: IncomingMessage): boolean {
    const { login = 'none' } = this.#manner;
    if (login === 'none') return true;
    return login === 'basic' ? authorization === BASIC : authorization === `Bearer ${this.#token}`;
  }

  #challenge(url: URL, response: ServerResponse): void {
    const challenge =
      this.#manner.login === 'basic'
        ? 'Basic realm="souk"'
        : `Bearer realm="${url.origin}/token",service="registry",scope="repository:x:pull"`;
    response.writeHead(401, { 'www-authenticate': challenge }).end();
  }

  #giveToken({ headers }: IncomingMessage, response: ServerResponse): void {
    if (headers.authorization !== BASIC) return void response.writeHead(401).end();
    this.#token ||= randomUUID();
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ token: this.#token }));
  }

  #serve(request: IncomingMessage, url: URL, body: Buffer, response: ServerResponse): void {
    const [, name = '', kind = '', reference = ''] =
      /^\/v2\/(.+)\/(blobs|manifests|referrers)\/(.+)$/.exec(url.pathname) ?? [];
    const { method, headers } = request;
    if (kind === 'referrers') this.#list(name, reference, response);
    else if (kind === 'blobs' && method === 'POST') this.#beginUpload(url, response);
    else if (kind === 'blobs' && method === 'PUT') this.#endUpload(name, url, body, response);
    else if (kind === 'manifests' && method === 'PUT')
      this.#store(name, reference, { type: headers['content-type'] ?? '', bytes: body }, response);
    else {
      const bytes = this.#blobs.get(`${name}@${reference}`);
      const blob = bytes && { type: 'application/octet-stream', bytes };
      const found = kind === 'blobs' ? blob : this.#manifests.get(`${name}@${reference}`);
      if (found === undefined) response.writeHead(404).end();
      else response.writeHead(200, { 'content-type': found.type }).end(method === 'HEAD' ? '' : found.bytes);
    }
  }

  #beginUpload({ pathname }: URL, response: ServerResponse): void {
    const id = randomUUID();
    this.#uploads.add(id);
    response.writeHead(202, { location: `${pathname}${id}?state=1` }).end();
  }

  #endUpload(name: string, { pathname, searchParams }: URL, body: Buffer, response: ServerResponse): void {
    const digest = searchParams.get('digest') ?? '';
    const isKnown = this.#uploads.delete(pathname.slice(pathname.lastIndexOf('/') + 1));
    const isSound = isKnown && digest === digestOf(body);
    if (isSound) this.#blobs.set(`${name}@${digest}`, body);
    response.writeHead(isSound ? 201 : 400).end();
  }

  #store(name: string, reference: string, stored: Stored, response: ServerResponse): void {
    const manifest = JSON.parse(stored.bytes.toString());
    const needed: { digest: string }[] = manifest.manifests ?? [manifest.config, ...manifest.layers];
    const known = manifest.manifests === undefined ? this.#blobs : this.#manifests;
    const isWhole = needed.every(({ digest }) => known.has(`${name}@${digest}`));
    const digest = digestOf(stored.bytes);
    if (!isWhole || (reference.startsWith('sha256:') && reference !== digest))
      return void response.writeHead(400).end('{"errors":[{"code":"MANIFEST_INVALID"}]}');
    for (const key of [reference, digest]) this.#manifests.set(`${name}@${key}`, stored);
    const noticed = this.#manner.referrers === true && manifest.subject !== undefined;
    response.writeHead(201, noticed ? { 'oci-subject': manifest.subject.digest } : {}).end();
  }

  #list(name: string, subject: string, response: ServerResponse): void {
    if (this.#manner.referrers !== true) return void response.writeHead(404).end();
    const manifests = [...this.#manifests].flatMap(([key, { bytes, type }]) => {
      const manifest = JSON.parse(bytes.toString());
      const isOne = key.startsWith(`${name}@sha256:`) && manifest.subject?.digest === subject;
      const { artifactType } = manifest;
      return isOne ? [{ mediaType: type, digest: digestOf(bytes), size: bytes.length, artifactType }] : [];
    });
    response.writeHead(200).end(JSON.stringify({ schemaVersion: 2, manifests }));
  }
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

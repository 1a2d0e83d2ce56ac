import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** Answers instead of the vault when it says so by giving true. */
type Disturbance = (request: IncomingMessage, response: ServerResponse) => boolean;

interface DoubleLease {
  readonly path: string;
  readonly seconds: number;
  readonly token: string;
  renewals: number;
}

export const ROLE = { roleId: 'role-of-the-tests', secretId: 'secret-of-the-tests' };

/** Seconds that tokens and leases live: 300 and 90 unless a test says otherwise. */
interface Lives {
  token: number;
  lease: number;
  renewedToken: number;
  renewedLease: number;
}

/**
 * A vault in memory: `kv/` keeps versions, `old/` keeps values, `database/` makes a user for each reader. Tokens and
 * leases end when a test ends them.
 */
export class VaultDouble implements AsyncDisposable {
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #tokens = new Set<string>(['token-of-the-tests']);
  readonly leases = new Map<string, DoubleLease>();
  readonly lives: Lives = { token: 300, lease: 90, renewedToken: 300, renewedLease: 90 };
  /** What `kv/` and `old/` hold, by path; null for a deleted version. */
  readonly secrets = new Map<string, Readonly<Record<string, unknown>> | null>();
  /** Paths that nobody may read. */
  readonly forbidden = new Set<string>();
  renewable = true;
  disturb: Disturbance = () => false;
  /** `METHOD path` of everything that was asked. */
  readonly asked: string[] = [];
  readonly headers: IncomingMessage['headers'][] = [];
  readonly logins: unknown[] = [];

  /** @returns its address */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get tokens(): number {
    return this.#tokens.size;
  }

  /** Tokens count no more, and what was leased by them is gone. */
  revokeTokens(): void {
    for (const token of [...this.#tokens]) this.#revoke(token);
  }

  countOf(line: string): number {
    return this.asked.filter((one) => one === line).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace('/v1/', '');
    const body = request.method === 'GET' ? {} : ((await json(request)) as Record<string, unknown>);
    this.asked.push(`${request.method} ${path}`);
    this.headers.push(request.headers);
    if (this.disturb(request, response)) return;
    const token = String(request.headers['x-vault-token'] ?? '');
    if (path.startsWith('auth/') && path.endsWith('/login')) return void this.#logIn(body, response);
    if (!this.#tokens.has(token) || this.forbidden.has(path))
      return void send(response, 403, { errors: ['permission denied'] });
    switch (path) {
      case 'auth/token/lookup-self':
        return void send(response, 200, { data: { ttl: this.lives.token, renewable: this.renewable } });
      case 'auth/token/renew-self':
        return void send(response, 200, this.#auth(token, this.lives.renewedToken));
      case 'auth/token/revoke-self':
        this.#revoke(token);
        return void send(response, 204, undefined);
      case 'sys/leases/renew':
        return void this.#renew(String(body['lease_id']), response);
      case 'sys/leases/revoke':
        this.leases.delete(String(body['lease_id']));
        return void send(response, 204, undefined);
      default:
        return void this.#read(path, token, response);
    }
  }

  #logIn(body: Record<string, unknown>, response: ServerResponse): void {
    this.logins.push(body);
    const isKnown =
      (body['role_id'] === ROLE.roleId && body['secret_id'] === ROLE.secretId) ||
      (body['role'] === 'souk' && body['jwt'] === 'jwt-of-the-tests');
    if (!isKnown) return void send(response, 400, { errors: ['invalid role or secret ID'] });
    const token = randomUUID();
    this.#tokens.add(token);
    send(response, 200, this.#auth(token, this.lives.token));
  }

  #auth(token: string, seconds: number) {
    return { auth: { client_token: token, lease_duration: seconds, renewable: this.renewable } };
  }

  #revoke(token: string): void {
    this.#tokens.delete(token);
    for (const [id, lease] of this.leases) if (lease.token === token) this.leases.delete(id);
  }

  #renew(id: string, response: ServerResponse): void {
    const lease = this.leases.get(id);
    if (lease === undefined) return void send(response, 400, { errors: ['lease not found'] });
    lease.renewals += 1;
    send(response, 200, { lease_id: id, lease_duration: this.lives.renewedLease, renewable: this.renewable });
  }

  #read(path: string, token: string, response: ServerResponse): void {
    const [, mountOf] = /^sys\/internal\/ui\/mounts\/(.*)$/.exec(path) ?? [];
    if (mountOf !== undefined) return void this.#mount(mountOf, response);
    if (path.startsWith('database/creds/')) return void this.#lease(path, token, response);
    const data = this.secrets.get(path.replace('kv/data/', 'kv/'));
    if (data === undefined) return void send(response, 404, { errors: [] });
    if (path.startsWith('old/'))
      return void send(response, 200, { lease_id: '', lease_duration: 2_764_800, data });
    const metadata = { version: 3, destroyed: false };
    send(response, data === null ? 404 : 200, { lease_id: '', data: { data, metadata } });
  }

  #mount(path: string, response: ServerResponse): void {
    const mounts: Record<string, object> = {
      kv: { path: 'kv/', type: 'kv', options: { version: '2' } },
      old: { path: 'old/', type: 'kv', options: null },
      database: { path: 'database/', type: 'database', options: null },
      deep: { path: 'deep/auth/token/', type: 'ns_token', options: null },
    };
    const data = mounts[path.split('/')[0] ?? ''];
    send(response, data === undefined ? 403 : 200, data === undefined ? { errors: [] } : { data });
  }

  #lease(path: string, token: string, response: ServerResponse): void {
    const id = `${path}/${randomUUID()}`;
    this.leases.set(id, { path, token, seconds: this.lives.lease, renewals: 0 });
    const data = { username: `user-${id}`, password: `password-${id}` };
    const { renewable } = this;
    send(response, 200, { lease_id: id, lease_duration: this.lives.lease, renewable, data });
  }
}

function send(response: ServerResponse, status: number, body: object | undefined): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

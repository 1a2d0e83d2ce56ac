import { randomBytes, timingSafeEqual } from 'node:crypto';

/** A program that the CRM knows. */
export interface CrmClient {
  readonly id: string;
  readonly secret: string;
  readonly scopes: readonly string[];
}

interface Token {
  readonly scopes: ReadonlySet<string>;
  readonly until: number;
}

export interface TokenOptions {
  readonly clients: readonly CrmClient[];
  /** How long a token is good for. */
  readonly seconds: number;
  readonly now: () => number;
}

/** Gives out tokens by the client credentials grant of OAuth 2.0 (RFC 6749, section 4.4) and checks them. */
export class CrmTokens {
  readonly #options: TokenOptions;
  readonly #tokens = new Map<string, Token>();

  constructor(options: TokenOptions) {
    this.#options = options;
  }

  async issue(request: Request): Promise<Response> {
    const client = this.#clientOf(request.headers.get('authorization') ?? '');
    if (client === undefined)
      return oauthError(401, 'invalid_client', { 'www-authenticate': 'Basic realm="crm"' });
    const form = new URLSearchParams(await request.text());
    if (form.get('grant_type') !== 'client_credentials') return oauthError(400, 'unsupported_grant_type');
    const scopes = (form.get('scope') ?? client.scopes.join(' ')).split(' ').filter(Boolean);
    if (scopes.length === 0 || scopes.some((scope) => !client.scopes.includes(scope)))
      return oauthError(400, 'invalid_scope');
    const token = randomBytes(24).toString('base64url');
    const { seconds, now } = this.#options;
    this.#tokens.set(token, { scopes: new Set(scopes), until: now() + seconds * 1000 });
    return Response.json(
      { access_token: token, token_type: 'Bearer', expires_in: seconds, scope: scopes.join(' ') },
      { headers: { 'cache-control': 'no-store' } },
    );
  }

  /** Undefined when the request may have what needs the scope; otherwise the refusal. */
  refusal(request: Request, scope: string): Response | undefined {
    const [, name = ''] = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
    const token = this.#tokens.get(name);
    if (token === undefined || token.until <= this.#options.now())
      return oauthError(401, 'invalid_token', { 'www-authenticate': 'Bearer error="invalid_token"' });
    return token.scopes.has(scope) ? undefined : oauthError(403, 'insufficient_scope');
  }

  /** All tokens end at once, as when somebody takes them back. */
  revokeAll(): void {
    this.#tokens.clear();
  }

  #clientOf(authorization: string): CrmClient | undefined {
    const [, encoded = ''] = /^Basic ([A-Za-z0-9+/=]+)$/.exec(authorization) ?? [];
    const plain = Buffer.from(encoded, 'base64').toString('utf8');
    const at = plain.indexOf(':');
    const client = this.#options.clients.find(({ id }) => id === plain.slice(0, at));
    return client !== undefined && equal(client.secret, plain.slice(at + 1)) ? client : undefined;
  }
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function oauthError(status: number, error: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error }, { status, headers });
}

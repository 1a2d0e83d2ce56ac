/** Where the vault is, and how Souk logs in to it. */
export interface VaultConfig {
  /** Such as `https://vault.example.com:8200`; a path after it is kept. */
  readonly address: string;
  readonly namespace: string | undefined;
  readonly login: VaultLogin;
  /** Absolute path of the certificates that vouch for it; those of Node when undefined. */
  readonly caFile: string | undefined;
  /** What a team's references begin with, such as `kv/{team}/`; anything when undefined. */
  readonly prefix: string | undefined;
  /** Until a request has to be answered. */
  readonly timeoutMs: number;
}

export type VaultLogin =
  | { readonly method: 'token'; readonly token: string }
  | {
      readonly method: 'approle';
      /** Path of the auth method, such as `approle`. */
      readonly mount: string;
      readonly roleId: string;
      readonly secretId: string;
    }
  /** By a token of Kubernetes or of another issuer, which a file holds; it is read anew for every login. */
  | { readonly method: 'jwt'; readonly mount: string; readonly role: string; readonly tokenFile: string };

import type { ReadSecret } from '../../../secrets/read-secret.ts';

/** Where a bucket is, and who may write to it. */
export interface S3Settings {
  readonly bucket: string;
  /** Beginning of keys, with a slash at its end; empty when there is none. */
  readonly prefix: string;
  /** Address of the storage, without a path. */
  readonly endpoint: string;
  readonly region: string;
  readonly keyId: string;
  /** Reference to the secret of the key. */
  readonly secret: string;
}

export interface S3Options {
  readonly settings: S3Settings;
  readonly readSecret: ReadSecret;
  /** Milliseconds that a request may take. */
  readonly timeoutMs?: number;
}

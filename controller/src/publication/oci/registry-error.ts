/**
 * Why a registry did not take something, by what to do about it:
 * - `unreachable`, `busy`: the registry is away, or wants to be left alone; try again
 * - `unauthorized`: it does not let us in; somebody has to look at the settings, then try again
 * - `refused`: it does not take this one; try again, for its rules can change
 * - `damaged`: what came back is not what was sent; try again
 * - `taken`: the version is there with another content; trying again is of no use
 */
export type RegistryErrorCode = 'unreachable' | 'busy' | 'unauthorized' | 'refused' | 'damaged' | 'taken';

/** A registry did not do what it was asked. `message` is fit to be shown: it holds no credentials. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly code: RegistryErrorCode;
  /** How long the registry asks to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: RegistryErrorCode,
    message: string,
    { retryAfterMs, cause }: { readonly retryAfterMs?: number | undefined; readonly cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

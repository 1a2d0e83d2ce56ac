/**
 * Why the vault did not give something, by what to do about it:
 * - `unreachable`: it is away, sealed or too busy; later it may answer
 * - `denied`: it does not let Souk in, or not to this place
 * - `missing`: there is nothing at this place, or not any more
 * - `refused`: the reference must not or can not be read as it stands
 */
export type VaultErrorCode = 'unreachable' | 'denied' | 'missing' | 'refused';

/** `message` is fit to be shown: it names places, and holds nothing that the vault said in its own words. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly code: VaultErrorCode;

  constructor(code: VaultErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

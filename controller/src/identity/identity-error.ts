/** Tokens can not be given out. `message` is fit to be shown: it holds nothing of a key. */
export class IdentityError extends Error {
  override readonly name = 'IdentityError';
}

/** A file that says how a repository is set up, or an answer about it, cannot be used. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

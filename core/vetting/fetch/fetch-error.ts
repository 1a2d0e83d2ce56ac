import type { FetchFailure } from '../sbom/remote-sbom.ts';

/** Why a document that lies elsewhere was not obtained. Its message shows no query of an address, and no token. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
  readonly code: FetchFailure;

  constructor(code: FetchFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

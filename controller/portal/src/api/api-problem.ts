import type { ProblemDocument } from './types.ts';

/** A refused or failed call, always as a problem document, so that one panel can show every failure. */
export class ApiProblem extends Error {
  readonly document: ProblemDocument;

  constructor(document: ProblemDocument, options?: ErrorOptions) {
    super(document.detail ?? document.title, options);
    this.name = 'ApiProblem';
    this.document = document;
  }

  get isNotFound(): boolean {
    return this.document.status === 404;
  }

  /** True when the same call may well work in a moment. */
  get isTransient(): boolean {
    return this.document.status === 0 || this.document.status >= 500;
  }
}

/** Takes whatever was thrown or answered and makes a problem of it. */
export function toApiProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new ApiProblem(
    { title: 'The portal could not show this', status: -1, code: 'portal-fault', detail },
    { cause: error },
  );
}

export type PolicyErrorCode = 'bundle-missing' | 'bundle-damaged' | 'bundle-stale' | 'evaluation-failed';

/** Why the policies cannot be used. None of it is ever read as a pass. */
export class PolicyError extends Error {
  readonly code: PolicyErrorCode;

  constructor(code: PolicyErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PolicyError';
    this.code = code;
  }
}

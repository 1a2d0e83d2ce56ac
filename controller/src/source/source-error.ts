export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly code: 'missing' | 'no-branch';

  constructor(code: SourceError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

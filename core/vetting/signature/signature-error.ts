/** What makes verification impossible, whoever signed: it is for the admins to mend, never for the author. */
export class SignatureError extends Error {
  override readonly name = 'SignatureError';
  readonly code: 'trust-root' | 'trusted-key' | 'identity';

  constructor(code: SignatureError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

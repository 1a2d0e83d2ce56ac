/** What may not leave, said to the code that tried and to whoever reads its log; no value of a secret. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  /** What the code is answered with. */
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

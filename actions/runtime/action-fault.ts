/** `usage`: a workflow gives wrong inputs; the others: what a run depends on did not do its part. */
export type ActionFaultCode = 'usage' | 'event' | 'unfinished';

/** An action could not do its work. It is never the fault of whoever opened the pull request. */
export class ActionFault extends Error {
  override readonly name = 'ActionFault';
  readonly code: ActionFaultCode;

  constructor(code: ActionFaultCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

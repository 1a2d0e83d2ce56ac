import type { signatureRules } from '@souk/model/rule/vetting/signature-rules.ts';

/** Why something is not accepted, for the people who have to mend it. */
export interface Rejection {
  readonly rule: keyof typeof signatureRules;
  readonly message: string;
  readonly help: string;
}

/** What was verified, or why not: a rejection is an expected answer, not an exception. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | Rejected;

export interface Rejected {
  readonly ok: false;
  readonly rejection: Rejection;
}

export function accept<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function reject(rule: Rejection['rule'], message: string, help: string): Rejected {
  return { ok: false, rejection: { rule, message, help } };
}

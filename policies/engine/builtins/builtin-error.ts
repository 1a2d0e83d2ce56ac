/** A builtin was given something that OPA refuses too, or that cannot be judged exactly here. */
export class BuiltinError extends Error {
  /** Name of the builtin as a rule writes it, such as `time.add_date`. */
  readonly builtin: string;

  constructor(builtin: string, message: string, cause?: unknown) {
    super(`${builtin}: ${message}`, cause === undefined ? undefined : { cause });
    this.name = 'BuiltinError';
    this.builtin = builtin;
  }
}

/** The error for an argument of another kind or form than `expected` says in words. */
export function unexpected(builtin: string, expected: string, got: unknown, cause?: unknown): BuiltinError {
  return new BuiltinError(builtin, `expected ${expected}, got ${show(got)}`, cause);
}

const SHOWN = 80;

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;
}

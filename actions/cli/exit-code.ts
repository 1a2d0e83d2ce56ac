/** Exit codes of every command; programs outside rely on them. */
export const exitCode = {
  pass: 0,
  /** Findings deny the change. */
  denied: 1,
  /** The command was called wrongly. */
  usage: 2,
  /** Something outside the author's control failed. */
  fault: 3,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** The command line is wrong: the message says what was expected, what came, and how to mend it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** `too-costly`: OPA was stopped, because the sources took more time or memory than they may. */
export type BuildErrorCode = 'opa-missing' | 'opa-version' | 'opa-failed' | 'sources-invalid' | 'too-costly';

/** One thing that is wrong in a source of the policies. Line and column count from 1. */
export interface BuildProblem {
  /** From the policies folder. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Why a bundle cannot be built. */
export class BuildError extends Error {
  readonly code: BuildErrorCode;
  readonly problems: readonly BuildProblem[];

  constructor(
    code: BuildErrorCode,
    message: string,
    options: ErrorOptions & { readonly problems?: readonly BuildProblem[] } = {},
  ) {
    super(message, options);
    this.name = 'BuildError';
    this.code = code;
    this.problems = options.problems ?? [];
  }
}

/** @throws {BuildError} `sources-invalid`, when there are problems */
export function refuse(problems: readonly BuildProblem[]): void {
  if (problems.length === 0) return;
  const lines = problems.map(({ path, line, column, message }) => `  ${path}:${line}:${column} ${message}`);
  throw new BuildError('sources-invalid', `The policies cannot be built:\n${lines.join('\n')}`, { problems });
}

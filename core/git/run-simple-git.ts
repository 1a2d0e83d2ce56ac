import { simpleGit } from 'simple-git';
import { explainFailure } from './explain-failure.ts';
import { gitEnvironment } from './git-environment.ts';

/** Runs one Git command in a folder and gives what it printed. */
export async function runSimpleGit(dir: string, args: readonly string[]): Promise<string> {
  try {
    const environment = gitEnvironment();
    const git = simpleGit({
      baseDir: dir,
      trimmed: false,
      allowEnvironment: Object.keys(environment),
      errors: failOnExitCode,
      // The settings of whoever runs this; a repository cannot name them.
      unsafe: { allowUnsafeConfigPaths: true },
    });
    return await git.env(environment).raw([...args]);
  } catch (error) {
    throw explainFailure(args, error);
  }
}

/** By itself simple-git takes a failure without a complaint for a success. */
function failOnExitCode(
  error: Buffer | Error | undefined,
  result: { exitCode: number; stdErr: Buffer[] },
): Buffer | Error | undefined {
  if (result.exitCode === 0) return undefined;
  return error ?? new Error(Buffer.concat(result.stdErr).toString() || `exit code ${result.exitCode}`);
}

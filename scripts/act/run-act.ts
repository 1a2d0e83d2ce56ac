import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Sandbox } from './create-sandbox.ts';

export interface ActRun {
  readonly succeeded: boolean;
  readonly output: string;
}

export interface ActJob {
  readonly workflow: string;
  readonly job: string;
}

/** How long an install, a build and a check may take. */
const PATIENCE_MS = 600_000;

const LONGEST_OUTPUT = 64 * 1024 * 1024;

const standIns = fileURLToPath(new URL('.', import.meta.url));

/** Runs a job for a pull request on this machine, without containers. It sees neither a token nor settings of npm. */
export function runAct(
  act: string,
  { folder, repository, eventFile }: Sandbox,
  { workflow, job }: ActJob,
): ActRun {
  const { status, stdout, stderr, error } = spawnSync(
    act,
    [
      ...['pull_request', '--workflows', join('.github/workflows', workflow), '--job', job],
      ...['--eventpath', eventFile, '--platform', 'ubuntu-latest=-self-hosted'],
      ...['--no-cache-server', '--action-cache-path', join(folder, 'cache')],
      ...['--env', 'npm_config_prefer_offline=true'],
      ...setUpsOf(repository).flatMap((uses) => [
        '--local-repository',
        `${uses}=${join(standIns, 'setup-node')}`,
      ]),
    ],
    {
      cwd: repository,
      encoding: 'utf8',
      env: environmentOf(process.env),
      maxBuffer: LONGEST_OUTPUT,
      timeout: PATIENCE_MS,
    },
  );
  if (error !== undefined) throw error;
  return { succeeded: status === 0, output: `${stdout}${stderr}` };
}

/** The pinned set-up of Node, as the files name it: its stand-in takes the place of just that. */
function setUpsOf(repository: string): string[] {
  const files = globSync('.github/{workflows,actions/*}/*.yml', { cwd: repository });
  const uses = files.flatMap(
    (file) => readFileSync(join(repository, file), 'utf8').match(/actions\/setup-node@[0-9a-f]{40}/g) ?? [],
  );
  return [...new Set(uses)];
}

/** Actions run on the Node that is first on PATH: the one that runs this, whichever the machine has. */
function environmentOf(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) => !/^(npm_|GITHUB_TOKEN$|GH_TOKEN$|INIT_CWD$)/i.test(name),
  );
  const path = [dirname(process.execPath), environment['PATH'] ?? ''].join(delimiter);
  return { ...Object.fromEntries(kept), PATH: path };
}

import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A program that checks workflows, pinned: another version could find other things. */
export interface WorkflowTool {
  readonly name: string;
  readonly version: string;
  /** Below the folder that it is installed in. */
  readonly binary: string;
  /** How it gets there. What is downloaded is held to a digest: by pip to the pinned one, by Go to its checksum database. */
  install(folder: string): InstallCommand;
  /** What has to be there for that. */
  readonly needs: string;
  /** Whether CI fails without it. */
  readonly demanded: boolean;
}

export interface InstallCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const requirements = fileURLToPath(new URL('zizmor-requirements.txt', import.meta.url));

export const zizmor: WorkflowTool = {
  name: 'zizmor',
  version: '1.32.0',
  binary: 'bin/zizmor',
  install: (folder) => ({
    program: 'python3',
    args: [
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes'],
      ...['--only-binary', ':all:', '--no-deps', '--target', folder, '--requirement', requirements],
    ],
    env: {},
  }),
  needs: 'Python 3 with pip',
  demanded: true,
};

export const actionlint: WorkflowTool = {
  name: 'actionlint',
  version: '1.7.12',
  binary: 'actionlint',
  install: goInstall('github.com/rhysd/actionlint/cmd/actionlint@v1.7.12'),
  needs: 'Go',
  demanded: true,
};

export const act: WorkflowTool = {
  name: 'act',
  version: '0.2.89',
  binary: 'act',
  install: goInstall('github.com/nektos/act@v0.2.89'),
  needs: 'Go',
  demanded: false,
};

/** Where a tool is kept, with that of OPA. */
export function toolFolder({ name, version }: WorkflowTool, environment: NodeJS.ProcessEnv): string {
  const cache = environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return join(cache, 'souk', `${name}-${version}`);
}

function goInstall(module: string): WorkflowTool['install'] {
  return (folder) => ({
    program: 'go',
    args: ['install', module],
    env: { GOBIN: folder, CGO_ENABLED: '0' },
  });
}

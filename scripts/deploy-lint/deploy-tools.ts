import { fileURLToPath } from 'node:url';
import type { WorkflowTool } from '../workflow-lint/workflow-tools.ts';

const requirements = fileURLToPath(new URL('checkers-requirements.txt', import.meta.url));

/** hadolint, check-jsonschema with the schema of Compose, and kubernetes-validate with those of Kubernetes: all in one folder. */
export const checkers: WorkflowTool = {
  name: 'deploy-checkers',
  // Of hadolint, check-jsonschema and kubernetes-validate: other pins are another folder.
  version: '2.15.1-0.39.0-1.37.0',
  binary: 'bin/hadolint',
  install: (folder) => ({
    program: 'python3',
    args: [
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes'],
      ...['--only-binary', ':all:', '--no-deps', '--target', folder, '--requirement', requirements],
    ],
    env: {},
  }),
  needs: 'Python 3.11 or later with pip',
  demanded: true,
};

export const helm: WorkflowTool = {
  name: 'helm',
  version: '3.22.0',
  binary: 'helm',
  install: (folder) => ({
    program: 'go',
    args: ['install', 'helm.sh/helm/v3/cmd/helm@v3.22.0'],
    env: { GOBIN: folder, CGO_ENABLED: '0' },
  }),
  needs: 'Go',
  demanded: true,
};

import { spawnSync } from 'node:child_process';

/** The CLI that is tested: OpenTofu where it is, else Terraform; undefined where there is neither. */
export const testedCli = ['tofu', 'terraform'].find(
  (name) => spawnSync(name, ['version'], { stdio: 'ignore' }).status === 0,
);

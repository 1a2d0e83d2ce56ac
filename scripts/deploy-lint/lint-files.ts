import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beside, runTool } from './run-tool.ts';

const containerfile = 'deploy/Containerfile';

/** Authorities, Git, and what Git runs: to reach repositories over SSH, and to check signatures of both kinds. */
const demanded = ['ca-certificates', 'git', 'gpg', 'openssh-client'];

/** @returns what is wrong with the Containerfile and the Compose file */
export function lintFiles(hadolint: string): string[] {
  const runs = [
    runTool(hadolint, ['--no-color', containerfile]),
    runTool(beside(hadolint, 'check-jsonschema'), [
      '--builtin-schema',
      'vendor.compose-spec',
      'deploy/compose.yaml',
    ]),
  ];
  return [...runs.filter(({ passed }) => !passed).map(({ output }) => output), ...missingPackages()];
}

function missingPackages(): string[] {
  const text = readFileSync(fileURLToPath(new URL(`../../${containerfile}`, import.meta.url)), 'utf8');
  const [, installed = ''] = /apt-get install -y --no-install-recommends (.+?) \\$/m.exec(text) ?? [];
  return demanded
    .filter((name) => !installed.split(' ').includes(name))
    .map((name) => `${containerfile} does not install ${name}, which the controller needs.`);
}

import { beside, runTool } from './run-tool.ts';

/** @returns what is wrong with the Containerfile and the Compose file */
export function lintFiles(hadolint: string): string[] {
  const runs = [
    runTool(hadolint, ['--no-color', 'deploy/Containerfile']),
    runTool(beside(hadolint, 'check-jsonschema'), [
      '--builtin-schema',
      'vendor.compose-spec',
      'deploy/compose.yaml',
    ]),
  ];
  return runs.filter(({ passed }) => !passed).map(({ output }) => output);
}

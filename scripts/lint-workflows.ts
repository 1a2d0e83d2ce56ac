import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { findWorkflowTool } from './workflow-lint/install-workflow-tool.ts';
import { actionlint, zizmor } from './workflow-lint/workflow-tools.ts';

/**
 * Looks for weaknesses and mistakes in workflows and actions; any finding fails. A tool that is not there is skipped, but
 * not in CI.
 * Usage: node scripts/lint-workflows.ts. Environment: CI, XDG_CACHE_HOME.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const runs = [
  {
    tool: zizmor,
    args: [
      '--offline',
      '--pedantic',
      '--no-progress',
      '--quiet',
      '--strict-collection',
      '.github',
      'actions',
    ],
  },
  { tool: actionlint, args: ['-color'] },
];
for (const { tool, args } of runs) {
  const path = await findWorkflowTool(tool, process.env);
  if (path === undefined) {
    console.error(
      `Skipped: ${tool.name}. Run npm run setup:workflow-lint to get ${tool.name} ${tool.version}.`,
    );
    if (process.env['CI'] === 'true') process.exitCode = 1;
    continue;
  }
  const { status } = spawnSync(path, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
  else console.error(`${tool.name} ${tool.version} has no findings.`);
}

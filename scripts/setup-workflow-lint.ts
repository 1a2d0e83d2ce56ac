import process from 'node:process';
import { installWorkflowTool } from './workflow-lint/install-workflow-tool.ts';
import { act, actionlint, zizmor } from './workflow-lint/workflow-tools.ts';

/**
 * Installs what checks the workflows. In CI, what is demanded must be had.
 * Usage: node scripts/setup-workflow-lint.ts. Environment: CI, XDG_CACHE_HOME.
 */
const inCi = process.env['CI'] === 'true';
for (const tool of [zizmor, actionlint, act]) {
  const installed = await installWorkflowTool(tool, process.env);
  if (installed.path !== undefined) {
    console.error(
      `${tool.name} ${tool.version} is ${installed.how === 'found' ? 'here' : 'installed'}: ${installed.path}`,
    );
    continue;
  }
  console.error(`${tool.name} ${tool.version} cannot be had: ${installed.reason}`);
  if (inCi && tool.demanded) process.exitCode = 1;
}

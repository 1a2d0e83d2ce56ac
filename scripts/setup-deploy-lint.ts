import process from 'node:process';
import { checkers, helm } from './deploy-lint/deploy-tools.ts';
import { installWorkflowTool } from './workflow-lint/install-workflow-tool.ts';

/**
 * Installs what checks the files of deploy/. In CI, all of it must be had.
 * Usage: node scripts/setup-deploy-lint.ts. Environment: CI, XDG_CACHE_HOME.
 */
for (const tool of [checkers, helm]) {
  const installed = await installWorkflowTool(tool, process.env);
  if (installed.path !== undefined) {
    console.error(
      `${tool.name} ${tool.version} is ${installed.how === 'found' ? 'here' : 'installed'}: ${installed.path}`,
    );
    continue;
  }
  console.error(`${tool.name} ${tool.version} cannot be had: ${installed.reason}`);
  if (process.env['CI'] === 'true') process.exitCode = 1;
}

import process from 'node:process';
import { checkers, helm } from './deploy-lint/deploy-tools.ts';
import { lintChart } from './deploy-lint/lint-chart.ts';
import { lintFiles } from './deploy-lint/lint-files.ts';
import { findWorkflowTool } from './workflow-lint/install-workflow-tool.ts';

/**
 * Checks the files of deploy/: the Containerfile, the Compose file, and what the chart gives. Any finding fails. A tool
 * that is not there is skipped, but not in CI.
 * Usage: node scripts/lint-deploy.ts. Environment: CI, XDG_CACHE_HOME.
 */
const found = new Map<string, string>();
for (const tool of [checkers, helm]) {
  const path = await findWorkflowTool(tool, process.env);
  if (path !== undefined) found.set(tool.name, path);
  else
    console.error(
      `Skipped: ${tool.name}. Run npm run setup:deploy-lint to get ${tool.name} ${tool.version}.`,
    );
}
const complete = found.size === 2;
if (!complete && process.env['CI'] === 'true') process.exitCode = 1;
const checkersPath = found.get(checkers.name);
const helmPath = found.get(helm.name);
const findings = [
  ...(checkersPath === undefined ? [] : lintFiles(checkersPath)),
  ...(checkersPath === undefined || helmPath === undefined ? [] : lintChart(helmPath, checkersPath)),
];
for (const finding of findings) console.error(finding);
if (findings.length > 0) process.exitCode = 1;
else if (complete) console.error('deploy/ has no findings.');

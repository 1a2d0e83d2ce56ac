import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { createSandbox, type Edit } from './act/create-sandbox.ts';
import { runAct } from './act/run-act.ts';
import { findWorkflowTool } from './workflow-lint/install-workflow-tool.ts';
import { act } from './workflow-lint/workflow-tools.ts';

/**
 * Runs the job Check of feedback.yml as a runner would: checkout, install, build of the bundles, and the bundle itself;
 * once for a good change and once for a bad one. Skipped where there is no act.
 * Usage: node scripts/test-act.ts. Environment: XDG_CACHE_HOME.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const path = 'catalog/apps/label-service/manifest.yaml';

interface Case {
  readonly name: string;
  readonly edit: Edit;
  readonly succeeds: boolean;
  /** What the log has to say. */
  readonly says: RegExp;
}

const cases: readonly Case[] = [
  {
    name: 'a good change passes',
    edit: { path, from: 'name: Label Service', to: 'name: Labels' },
    succeeds: true,
    says: /Success - Main \.\/actions\/check/,
  },
  {
    name: 'a bad change is told on its line',
    edit: { path, from: 'name: Label Service', to: 'nmae: Label Service' },
    succeeds: false,
    says: /nmae/,
  },
];

const tool = await findWorkflowTool(act, process.env);
if (tool === undefined) {
  console.error(`Skipped: act. Run npm run setup:workflow-lint to get act ${act.version}.`);
} else {
  for (const { name, edit, succeeds, says } of cases) {
    using sandbox = createSandbox(root, edit);
    const { succeeded, output } = runAct(tool, sandbox, { workflow: 'feedback.yml', job: 'check' });
    if (succeeded === succeeds && says.test(output)) {
      console.error(`✔  ${name}`);
      continue;
    }
    console.error(`✖  ${name}: the job ${succeeded ? 'succeeded' : 'failed'}. What it said:\n${output}`);
    process.exitCode = 1;
  }
}

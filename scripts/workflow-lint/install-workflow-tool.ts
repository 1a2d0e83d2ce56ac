import { execFile } from 'node:child_process';
import { access, constants, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toolFolder, type WorkflowTool } from './workflow-tools.ts';

export type InstalledTool =
  | { readonly path: string; readonly how: 'found' | 'installed' }
  | { readonly path: undefined; readonly reason: string };

const LONGEST_OUTPUT = 16 * 1024 * 1024;

/** Installs a tool unless it is there. Why it cannot be had is a value: without it, people go on. */
export async function installWorkflowTool(
  tool: WorkflowTool,
  environment: NodeJS.ProcessEnv,
): Promise<InstalledTool> {
  const found = await findWorkflowTool(tool, environment);
  if (found !== undefined) return { path: found, how: 'found' };
  const folder = toolFolder(tool, environment);
  // Under its own name it is whole from the first moment, whatever happens meanwhile.
  const temporary = `${folder}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(folder), { recursive: true });
    await run(tool, temporary, environment);
    await rename(temporary, folder);
    return { path: join(folder, tool.binary), how: 'installed' };
  } catch (error) {
    return { path: undefined, reason: error instanceof Error ? error.message : String(error) };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Path of an installed tool; undefined when it is not there. */
export async function findWorkflowTool(
  tool: WorkflowTool,
  environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const path = join(toolFolder(tool, environment), tool.binary);
  return access(path, constants.X_OK).then(
    () => path,
    () => undefined,
  );
}

async function run(tool: WorkflowTool, folder: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const { program, args, env } = tool.install(folder);
  await new Promise<void>((resolve, reject) => {
    execFile(
      program,
      args,
      { env: { ...environment, ...env }, maxBuffer: LONGEST_OUTPUT },
      (error, _, stderr) => {
        if (error === null) resolve();
        else if (error.code === 'ENOENT') reject(new Error(`It needs ${tool.needs}.`));
        else reject(new Error(`${program} failed: ${stderr.trim().split('\n').at(-1) || error.message}`));
      },
    );
  });
}

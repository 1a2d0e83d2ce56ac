import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findWorkflowTool, installWorkflowTool } from './install-workflow-tool.ts';
import type { WorkflowTool } from './workflow-tools.ts';

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'souk-tools-'));
});
afterEach(() => rmSync(cache, { recursive: true }));

const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'], XDG_CACHE_HOME: cache });

function aTool(script: string, program = 'sh'): WorkflowTool {
  return {
    name: 'tool',
    version: '1.0.0',
    binary: 'bin/tool',
    install: (folder) => ({ program, args: ['-c', script, folder], env: { FOLDER: folder } }),
    needs: 'a shell',
    demanded: true,
  };
}

const working = aTool('mkdir -p "$FOLDER/bin" && echo x > "$FOLDER/bin/tool" && chmod +x "$FOLDER/bin/tool"');

describe('when a tool is installed', () => {
  it('puts it in place, and finds it from then on', async () => {
    const path = join(cache, 'souk/tool-1.0.0/bin/tool');
    await expect(installWorkflowTool(working, environment())).resolves.toEqual({ path, how: 'installed' });
    await expect(installWorkflowTool(working, environment())).resolves.toEqual({ path, how: 'found' });
  });

  it.each([
    ['what it needs is not there', aTool('', 'no-such-program'), 'It needs a shell.'],
    ['it breaks off', aTool('mkdir -p "$FOLDER/bin"; echo no route >&2; exit 1'), 'sh failed: no route'],
  ])('says why it cannot be had, and leaves nothing behind: %s', async (_name, tool, reason) => {
    await expect(installWorkflowTool(tool, environment())).resolves.toEqual({ path: undefined, reason });
    await expect(findWorkflowTool(tool, environment())).resolves.toBeUndefined();
    expect(readdirSync(join(cache, 'souk'))).toEqual([]);
  });
});

describe('when the tools are not there', () => {
  it.each([
    ['passes on a laptop', {}, 0],
    ['fails in CI', { CI: 'true' }, 1],
  ])('says what is skipped, and %s', (_name, more, status) => {
    const script = fileURLToPath(new URL('../lint-workflows.ts', import.meta.url));
    const run = spawnSync(process.execPath, [script], {
      encoding: 'utf8',
      env: { ...environment(), ...more },
    });
    expect(run.status).toBe(status);
    expect(run.stderr).toMatch(/^Skipped: zizmor\..*\nSkipped: actionlint\..*\n$/);
  });
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Confinement, confineCli, type Walls } from './confine-cli.ts';

const candidates: readonly Walls[] = [
  { confinement: 'bubblewrap', hasProc: true },
  { confinement: 'bubblewrap', hasProc: false },
  { confinement: 'limits-only', hasProc: true },
];

/**
 * Tries what there is: some machines have no bubblewrap, or forbid the name spaces that it needs.
 * @param command path of the CLI
 * @throws {Error} when what is wanted can't be had
 */
export function detectWalls(command: string, wanted: Confinement | undefined): Walls {
  const found = candidates.find(
    (walls) => (wanted === undefined || walls.confinement === wanted) && works(walls, command),
  );
  if (found !== undefined) return found;
  throw new Error(
    `${command} can't be run on this machine${wanted === undefined ? '' : ` with ${wanted}`}: expected OpenTofu or Terraform at that path, and setpriv of util-linux${wanted === 'bubblewrap' ? ', and bubblewrap with the right to make name spaces' : ''}.`,
  );
}

function works(walls: Walls, command: string): boolean {
  const work = mkdtempSync(join(tmpdir(), 'souk-probe-'));
  try {
    const { tool, args, env } = confineCli({
      ...{ walls, command, args: ['version'], work, readable: [], hostname: 'souk', variables },
    });
    const { status, stdout } = spawnSync(tool, args, {
      ...{ env, cwd: work, timeout: 10_000 },
      stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
    });
    return status === 0 && /^(OpenTofu|Terraform) v\d/.test(stdout.toString());
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const variables = { CHECKPOINT_DISABLE: '1' };

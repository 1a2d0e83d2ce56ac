import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { detectSandbox } from '../../provision/local/sandbox/detect-sandbox.ts';
import { findWorkerd } from '../../provision/local/sandbox/find-workerd.ts';
import { DriverSettingsError, readDriverSettings } from '../../provision/settings/read-driver-settings.ts';
import { detectWalls } from '../../provision/terraform/cli/detect-walls.ts';
import { findCommand } from '../../provision/terraform/cli/find-command.ts';
import type { Check, Diagnosis } from '../diagnosis.ts';

const name = 'Drivers';

/** Whether installations can be run beside the controller, and whether the file of the other drivers is understood. */
export const checkDrivers: Check = {
  name,
  look: async ({ config: { local, driversFile }, env }) => [
    local === undefined ? { name, status: 'skip', found: 'the driver local is off' } : lookAtSandbox(),
    ...(driversFile === undefined ? [] : await lookAtFile(driversFile, env['PATH'])),
  ],
};

function lookAtSandbox(): Diagnosis {
  const workerd = findWorkerd();
  if (workerd === undefined)
    return {
      name,
      status: 'warn',
      found: `the runtime of the driver local is not made for ${process.platform}/${process.arch}`,
      advice: 'Name another driver in marketplace.yaml.',
    };
  const folder = mkdtempSync(join(tmpdir(), 'souk-doctor-'));
  try {
    // As the driver makes its own: each installation goes through to a folder of its own.
    chmodSync(folder, 0o711);
    const { confinement, warnings } = detectSandbox({ workerd, folder });
    return diagnoseSandbox(confinement, warnings);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return { name, status: 'fail', found, advice: 'Set SOUK_LOCAL_DRIVER=off, or mend what it names.' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param warnings what is weaker on this machine than it could be */
export function diagnoseSandbox(confinement: string, warnings: readonly string[]): Diagnosis {
  if (warnings.length === 0)
    return {
      name,
      status: 'pass',
      found: `installations of the driver local are walled in by ${confinement}`,
    };
  return {
    name,
    status: 'warn',
    found: warnings.join(' '),
    advice: 'Read in docs/installations.md what keeps installations apart.',
  };
}

async function lookAtFile(path: string, searched: string | undefined): Promise<readonly Diagnosis[]> {
  try {
    const settings = await readDriverSettings(path);
    const found = `${path} sets up ${Object.keys(settings).join(', ') || 'none'}`;
    const { terraform } = settings;
    return [
      { name, status: 'pass', found },
      ...(terraform === undefined ? [] : [lookAtCli(terraform.command, searched)]),
    ];
  } catch (error) {
    if (!(error instanceof DriverSettingsError)) throw error;
    const advice = 'See docs/gitops.md, docs/kubernetes.md and docs/terraform.md for examples.';
    return [{ name, status: 'fail', found: error.message, advice }];
  }
}

function lookAtCli(command: string, searched: string | undefined): Diagnosis {
  try {
    const { confinement } = detectWalls(findCommand(command, searched), undefined);
    if (confinement === 'bubblewrap')
      return { name, status: 'pass', found: `${command} plans and applies modules, walled in by bubblewrap` };
    return {
      name,
      status: 'warn',
      found: `${command} runs modules that can read what the controller can, as bubblewrap is not there or not allowed`,
      advice: 'Read "Walls" in docs/terraform.md.',
    };
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return { name, status: 'fail', found, advice: 'Name a CLI that runs here in the file of drivers.' };
  }
}

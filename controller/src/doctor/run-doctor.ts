import { parseConfig } from '../config/config.ts';
import { checkAdvisories } from './checks/check-advisories.ts';
import { checkBilling } from './checks/check-billing.ts';
import { checkClickHouse } from './checks/check-clickhouse.ts';
import { checkController } from './checks/check-controller.ts';
import { checkDataFolder } from './checks/check-data-folder.ts';
import { checkDatabase } from './checks/check-database.ts';
import { checkDrivers } from './checks/check-drivers.ts';
import { checkGithub } from './checks/check-github.ts';
import { checkMail } from './checks/check-mail.ts';
import { checkOci } from './checks/check-oci.ts';
import { checkPort } from './checks/check-port.ts';
import { checkGit, checkNode, checkOpa } from './checks/check-programs.ts';
import { checkRepository } from './checks/check-repository.ts';
import { checkSignatures } from './checks/check-signatures.ts';
import { checkVault } from './checks/check-vault.ts';
import type { Check, Diagnosis, Patient, Surroundings } from './diagnosis.ts';
import { lookInTime } from './look-in-time.ts';

/** In the order in which a start needs them. */
const checks: readonly Check[] = [
  checkRepository,
  checkSignatures,
  checkDataFolder,
  checkDatabase,
  checkPort,
  checkController,
  checkGithub,
  checkOci,
  checkVault,
  checkDrivers,
  checkMail,
  checkBilling,
  checkClickHouse,
  checkAdvisories,
];

/** What does not depend on any setting. */
const programs: readonly Check<Surroundings>[] = [checkNode, checkGit, checkOpa];

export interface DoctorInputs {
  readonly env: Patient['env'];
  readonly cwd: string;
  /** Address of a controller to look at. */
  readonly url: string | undefined;
  readonly now: () => Date;
}

const LIMIT_MS = 15_000;

/** Looks at everything that a controller needs, all at once, and changes nothing. */
export async function runDoctor({ env, cwd, url, now }: DoctorInputs): Promise<readonly Diagnosis[]> {
  const parsed = parseConfig({ env, cwd, worktree: false });
  if (!parsed.ok) {
    const wrong = parsed.problems.map(
      (problem): Diagnosis => ({
        name: 'Settings',
        status: 'fail',
        found: problem,
        advice: 'docs/operator.md lists all settings.',
      }),
    );
    return [...(await lookAtAll(programs, { env })), ...wrong];
  }
  const settings: Diagnosis = { name: 'Settings', status: 'pass', found: 'all understood' };
  const patient: Patient = { config: parsed.config, env, url, now };
  const [first, rest] = await Promise.all([lookAtAll(programs, { env }), lookAtAll(checks, patient)]);
  return [...first, settings, ...rest];
}

async function lookAtAll<P extends Surroundings>(all: readonly Check<P>[], patient: P): Promise<Diagnosis[]> {
  return (await Promise.all(all.map((check) => lookInTime(check, patient, LIMIT_MS)))).flat();
}

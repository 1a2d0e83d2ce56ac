import type { Remark } from '../../remark.ts';
import type { DeployContext } from '../deploy-check.ts';
import { checkConfinement } from './check-confinement.ts';
import { checkContainers } from './check-containers.ts';
import { checkHostAccess } from './check-host-access.ts';
import { checkProbes } from './check-probes.ts';
import { checkResources } from './check-resources.ts';
import { checkToken } from './check-token.ts';
import { checkUser } from './check-user.ts';
import type { Workload } from './workload.ts';
import type { WorkloadCheck } from './workload-check.ts';

const checks: readonly WorkloadCheck[] = [
  checkUser,
  checkConfinement,
  checkHostAccess,
  checkResources,
  checkProbes,
  checkContainers,
  checkToken,
];

export function lintWorkload(workload: Workload, context: DeployContext): Remark[] {
  return checks.flatMap((check) => check(workload, context));
}

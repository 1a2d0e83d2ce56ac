import type { Remark } from '../../remark.ts';
import type { DeployContext } from '../deploy-check.ts';
import type { Container, Workload } from './workload.ts';

export type WorkloadCheck = (workload: Workload, context: DeployContext) => readonly Remark[];

/** Names a container for waivers; the same in each version of the file. */
export function aboutContainer({ kind, name }: Workload, container: Container): string {
  return `${kind}/${name}/${container.name}`;
}

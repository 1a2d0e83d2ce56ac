import type { Remark } from '../../remark.ts';
import { placeOf } from '../../yaml/placed-value.ts';
import { type Container, securityField, type Workload } from './workload.ts';
import { aboutContainer, type WorkloadCheck } from './workload-check.ts';

/** Whether containers run as somebody else than root. */
export const checkUser: WorkloadCheck = (workload) =>
  workload.isManaged ? [] : workload.containers.flatMap((container) => checkContainer(workload, container));

function checkContainer(workload: Workload, container: Container): Remark[] {
  const user = securityField(container, workload.pod, 'runAsUser');
  const nonRoot = securityField(container, workload.pod, 'runAsNonRoot');
  const about = aboutContainer(workload, container);
  if (user.value === 0) {
    return [
      {
        rule: 'deploy/root-user',
        message: `Container ${container.name} runs as user 0, which is root.`,
        help: 'Set runAsUser to the number of a user that is not root, such as 10001.',
        place: placeOf(user),
        about,
      },
    ];
  }
  if (nonRoot.value === true) return [];
  return [
    {
      rule: 'deploy/root-user',
      message: `Container ${container.name} may run as root; expected runAsNonRoot: true.`,
      help: 'Set securityContext.runAsNonRoot to true, for the pod or the container.',
      place: placeOf(nonRoot),
      about,
    },
  ];
}

import type { Remark } from '../../remark.ts';
import { get, isGiven, placeOf } from '../../yaml/placed-value.ts';
import { aboutContainer, type WorkloadCheck } from './workload-check.ts';

/** Whether the scheduler knows what a container needs, and the node what it may take. */
export const checkResources: WorkloadCheck = (workload) =>
  workload.containers.flatMap((container): Remark[] => {
    const resources = get(container.value, 'resources');
    // A limit stands for the request where there is none, and the platforms that manage pods know limits only.
    const wanted = workload.isManaged ? ['limits'] : ['requests', 'limits'];
    const missing = wanted.flatMap((list) =>
      ['cpu', 'memory']
        .filter(
          (unit) =>
            !isGiven(get(resources, list, unit)) &&
            !(list === 'requests' && isGiven(get(resources, 'limits', unit))),
        )
        .map((unit) => `${list}.${unit}`),
    );
    if (missing.length === 0) return [];
    return [
      {
        rule: 'deploy/resources',
        message: `Container ${container.name} has no ${missing.join(', ')}.`,
        help: 'Set resources.requests to what it usually takes, and resources.limits to the most it may take.',
        place: placeOf(resources),
        about: aboutContainer(workload, container),
      },
    ];
  });

import type { Remark } from '../../remark.ts';
import { get, isGiven, items, placeOf } from '../../yaml/placed-value.ts';
import { aboutContainer, type WorkloadCheck } from './workload-check.ts';

/** Whether the platform can tell that a service is ready, and that it hangs. */
export const checkProbes: WorkloadCheck = (workload) => {
  if (!workload.isService) return [];
  return workload.containers
    .filter(({ value, isLasting }) => isLasting && items(get(value, 'ports')).length > 0)
    .flatMap((container): Remark[] => {
      const missing = ['livenessProbe', 'readinessProbe'].filter(
        (probe) => !isGiven(get(container.value, probe)),
      );
      if (missing.length === 0) return [];
      return [
        {
          rule: 'deploy/no-probe',
          message: `Container ${container.name} takes calls, but has no ${missing.join(' and no ')}.`,
          help: 'Let the liveness probe ask whether it hangs, the readiness probe whether it can answer.',
          place: placeOf(get(container.value, missing[0] ?? '')),
          about: aboutContainer(workload, container),
        },
      ];
    });
};

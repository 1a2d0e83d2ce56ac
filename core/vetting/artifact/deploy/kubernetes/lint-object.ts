import type { Remark } from '../../remark.ts';
import type { PlacedValue } from '../../yaml/placed-value.ts';
import { get, placeOf } from '../../yaml/placed-value.ts';
import type { DeployCheck, DeployContext } from '../deploy-check.ts';
import { checkExposure } from './check-exposure.ts';
import { checkGrants } from './check-grants.ts';
import { checkManagedService } from './check-managed-service.ts';
import { checkNamespace } from './check-namespace.ts';
import { checkStoredValues } from './check-stored-values.ts';
import { lintWorkload } from './lint-workload.ts';
import { apiGroupOf, isManagedGroup, kindOf, readWorkload } from './workload.ts';

const checks: readonly DeployCheck[] = [
  checkExposure,
  checkGrants,
  checkManagedService,
  checkNamespace,
  checkStoredValues,
];

/** API groups whose kinds are looked at; none of the others holds what the checks look for. */
const knownKinds: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    '': [
      'Service',
      'ConfigMap',
      'Secret',
      'ServiceAccount',
      'Namespace',
      'PersistentVolumeClaim',
      'LimitRange',
      'ResourceQuota',
    ],
    'rbac.authorization.k8s.io': ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'],
    'networking.k8s.io': ['Ingress', 'NetworkPolicy'],
    extensions: ['Ingress'],
    policy: ['PodDisruptionBudget'],
    autoscaling: ['HorizontalPodAutoscaler'],
    'scheduling.k8s.io': ['PriorityClass'],
  }),
);

export function lintObject(object: PlacedValue, context: DeployContext): Remark[] {
  const workload = readWorkload(object);
  const group = apiGroupOf(object);
  const kind = kindOf(object);
  const isKnown = workload !== undefined || knownKinds.get(group)?.includes(kind) === true;
  return [
    ...(isKnown ? [] : [remarkUnknown(object, kind)]),
    ...(workload === undefined ? [] : lintWorkload(workload, context)),
    ...checks
      .filter((check) => check !== checkNamespace || !isManagedGroup(group))
      .flatMap((check) => check(object, context)),
  ];
}

function remarkUnknown(object: PlacedValue, kind: string): Remark {
  return {
    rule: 'deploy/not-linted',
    message: `Nobody looked at this ${kind.slice(0, 60)}: the kind is not known.`,
    help: 'Ask a reviewer to look at it.',
    place: placeOf(get(object, 'kind')),
    about: kind.slice(0, 60),
  };
}

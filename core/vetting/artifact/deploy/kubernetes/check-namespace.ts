import type { Remark } from '../../remark.ts';
import { get, placeOf, scalarText } from '../../yaml/placed-value.ts';
import type { DeployCheck } from '../deploy-check.ts';
import { kindOf } from './workload.ts';

const CLUSTER_WIDE = [
  'Namespace',
  'ClusterRole',
  'ClusterRoleBinding',
  'PersistentVolume',
  'StorageClass',
  'PriorityClass',
  'CustomResourceDefinition',
];

/** Whether an object says where it belongs, and that is a place for workloads. */
export const checkNamespace: DeployCheck = (object) => {
  const kind = kindOf(object);
  if (CLUSTER_WIDE.includes(kind)) return [];
  const namespace = get(object, 'metadata', 'namespace');
  const name = scalarText(namespace);
  const isSystem = name?.startsWith('kube-') === true;
  if (name !== undefined && name !== 'default' && !isSystem) return [];
  const about = `${kind}/${scalarText(get(object, 'metadata', 'name')) ?? ''}`;
  return [
    {
      rule: 'deploy/namespace',
      message:
        name === undefined
          ? `${about} names no namespace.`
          : `${about} goes to ${name}, which is no place for workloads.`,
      help: 'Set metadata.namespace to the namespace of the team or product.',
      place: placeOf(namespace),
      about,
      ...(isSystem ? { level: 'deny' as const } : {}),
    } satisfies Remark,
  ];
};

import { get, isGiven, placeOf, scalarText } from '../../yaml/placed-value.ts';
import { kindOf } from './workload.ts';
import type { WorkloadCheck } from './workload-check.ts';

/** Whether pods get a token to the cluster that they did not ask for. */
export const checkToken: WorkloadCheck = ({ kind, name, pod, isManaged }, { objects }) => {
  if (isManaged) return [];
  const own = get(pod, 'automountServiceAccountToken');
  const accountName = scalarText(get(pod, 'serviceAccountName')) ?? scalarText(get(pod, 'serviceAccount'));
  const account = objects.find(
    (object) =>
      kindOf(object) === 'ServiceAccount' && scalarText(get(object, 'metadata', 'name')) === accountName,
  );
  const decided = isGiven(own) || account === undefined ? own : get(account, 'automountServiceAccountToken');
  if (decided.value === false) return [];
  return [
    {
      rule: 'deploy/token-mounted',
      message: `${kind} ${name} gets a token of ${accountName ?? 'the default service account'} to the cluster.`,
      help: 'Set automountServiceAccountToken to false, for the pod or its service account.',
      place: placeOf(own),
      about: `${kind}/${name}`,
    },
  ];
};

import type { Remark } from '../../remark.ts';
import { get, isGiven, items, type PlacedValue, placeOf, scalarText } from '../../yaml/placed-value.ts';
import type { WorkloadCheck } from './workload-check.ts';

/** Whether a workload reaches into the node it runs on. */
export const checkHostAccess: WorkloadCheck = ({ kind, name, pod, containers }) => {
  const about = `${kind}/${name}`;
  const shared = ['hostNetwork', 'hostPID', 'hostIPC'].map((field) => get(pod, field));
  const volumes = items(get(pod, 'volumes')).map((volume) => get(volume, 'hostPath'));
  const ports = containers.flatMap(({ value }) =>
    items(get(value, 'ports')).map((port) => get(port, 'hostPort')),
  );
  return [
    ...shared
      .filter(({ value }) => value === true)
      .map((field) => remark(field, `${field.path.at(-1)} is on`, about)),
    ...volumes
      .filter(isGiven)
      .map((field) =>
        remark(field, `the folder ${scalarText(get(field, 'path')) ?? ''} of the node is mounted`, about),
      ),
    ...ports
      .filter(({ value }) => value !== undefined && value !== null && value !== 0)
      .map((field) => remark(field, `port ${scalarText(field) ?? ''} of the node is taken`, about)),
  ];
};

function remark(field: PlacedValue, what: string, about: string): Remark {
  return {
    rule: 'deploy/host-access',
    message: `${about} reaches into its node: ${what}.`,
    help: 'Remove it; use a Service, a claim or the API of the platform instead.',
    place: placeOf(field),
    about,
  };
}

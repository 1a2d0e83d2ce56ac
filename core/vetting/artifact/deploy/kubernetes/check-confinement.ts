import type { Remark } from '../../remark.ts';
import { get, items, type PlacedValue, placeOf, scalarText } from '../../yaml/placed-value.ts';
import { type Container, securityField, type Workload } from './workload.ts';
import { aboutContainer, type WorkloadCheck } from './workload-check.ts';

/** What a container could do beyond its own processes and files. */
export const checkConfinement: WorkloadCheck = (workload) =>
  workload.containers.flatMap((container) => [
    ...checkPrivileged(workload, container),
    ...(workload.isManaged ? [] : checkContainer(workload, container)),
  ]);

function checkPrivileged(workload: Workload, container: Container): Remark[] {
  const privileged = get(container.value, 'securityContext', 'privileged');
  if (privileged.value !== true) return [];
  return [
    {
      rule: 'deploy/privileged',
      message: `Container ${container.name} is privileged.`,
      help: 'Remove privileged; add the one capability it needs, with a waiver.',
      place: placeOf(privileged),
      about: aboutContainer(workload, container),
    },
  ];
}

function checkContainer(workload: Workload, container: Container): Remark[] {
  const context = get(container.value, 'securityContext');
  const about = aboutContainer(workload, container);
  const escalation = get(context, 'allowPrivilegeEscalation');
  const readOnly = get(context, 'readOnlyRootFilesystem');
  const seccomp = get(securityField(container, workload.pod, 'seccompProfile'), 'type');
  const remarks: Remark[] = [];
  if (escalation.value !== false) {
    remarks.push({
      rule: 'deploy/privilege-escalation',
      message: `Container ${container.name} may gain rights; expected allowPrivilegeEscalation: false.`,
      help: 'Set securityContext.allowPrivilegeEscalation to false.',
      place: placeOf(escalation),
      about,
    });
  }
  if (readOnly.value !== true) {
    remarks.push({
      rule: 'deploy/writable-root',
      message: `Container ${container.name} can write to its root file system; expected readOnlyRootFilesystem: true.`,
      help: 'Set it to true, and mount an emptyDir where the program writes.',
      place: placeOf(readOnly),
      about,
    });
  }
  if (!['RuntimeDefault', 'Localhost'].includes(scalarText(seccomp) ?? '')) {
    remarks.push({
      rule: 'deploy/seccomp',
      message: `Container ${container.name} has no filter for system calls; expected seccompProfile type RuntimeDefault.`,
      help: 'Set securityContext.seccompProfile.type to RuntimeDefault, for the pod or the container.',
      place: placeOf(seccomp),
      about,
    });
  }
  return [...remarks, ...checkCapabilities(get(context, 'capabilities'), container.name, about)];
}

function checkCapabilities(capabilities: PlacedValue, name: string, about: string): Remark[] {
  const drop = get(capabilities, 'drop');
  const added = items(get(capabilities, 'add')).filter(
    (item) => !/^(?:CAP_)?NET_BIND_SERVICE$/.test(scalarText(item) ?? ''),
  );
  const remarks = added.map(
    (item): Remark => ({
      rule: 'deploy/capabilities',
      message: `Container ${name} adds the capability ${scalarText(item) ?? '?'}.`,
      help: 'Remove it; only NET_BIND_SERVICE may be added.',
      place: placeOf(item),
      about,
    }),
  );
  if (items(drop).some((item) => scalarText(item)?.toUpperCase() === 'ALL')) return remarks;
  remarks.push({
    rule: 'deploy/capabilities',
    message: `Container ${name} keeps the capabilities of the runtime; expected drop: [ALL].`,
    help: 'Set securityContext.capabilities.drop to [ALL].',
    place: placeOf(drop),
    about,
  });
  return remarks;
}

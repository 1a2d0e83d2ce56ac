import { type BuiltInRule, deny, notice, warn } from '../rule-table.ts';

export const deployRules = {
  'deploy/unreadable': deny(
    'Deploy files can be read',
    'What no tool can read, nobody has checked: a file that is too large, no YAML, or that grows without end when it is read.',
  ),
  'deploy/not-linted': notice(
    'Kinds that are not known are not looked at',
    'The checks know the common kinds of Kubernetes, Knative, Cloud Run and AWS; others need the eyes of a person.',
  ),
  'deploy/resources': deny(
    'Workloads ask for resources and have limits',
    'A workload without limits takes the memory of its neighbours; one without requests is placed where there is no room.',
  ),
  'deploy/root-user': deny(
    'Workloads do not run as root',
    'A process that is root in its container needs one hole in the kernel to be root on the node.',
  ),
  'deploy/writable-root': deny(
    'The root file system is read-only',
    'Whoever gets in cannot leave a program behind, or change the one that runs.',
  ),
  'deploy/privilege-escalation': deny(
    'Processes cannot gain rights',
    'A set-uid program in the image would make its caller root again.',
  ),
  'deploy/privileged': deny(
    'Containers are not privileged',
    'A privileged container has all devices and rights of its node.',
  ),
  'deploy/capabilities': deny(
    'Containers keep no kernel capabilities',
    'Capabilities are the pieces of being root: drop all, add none but binding low ports.',
  ),
  'deploy/seccomp': warn(
    'System calls are filtered',
    'The default filter of the runtime closes the system calls that most escapes go through.',
  ),
  'deploy/host-access': deny(
    'Workloads leave the node alone',
    'Network, processes and folders of the node belong to everybody on it.',
  ),
  'deploy/no-probe': warn(
    'Services have probes',
    'Without probes, calls go to instances that are not ready, and an instance that hangs stays.',
  ),
  'deploy/image-not-pinned': deny(
    'Images are pinned by digest',
    'A tag moves: the vetted image and the one that runs can differ.',
  ),
  'deploy/image-latest': deny(
    'Images have a version',
    'With latest, nobody can tell what runs, or roll back.',
  ),
  'deploy/image-differs': deny(
    'What is deployed is what was vetted',
    'SBOM, signature and provenance speak of the artifact in the manifest, not of another image.',
  ),
  'deploy/registry-not-allowed': deny(
    'Images come from registries that are trusted',
    'Whoever runs a registry decides what an image holds.',
  ),
  'deploy/token-mounted': warn(
    'Workloads get no token to the cluster',
    'The token of a service account lets whoever gets in talk to the cluster; most workloads never use it.',
  ),
  'deploy/plain-secret': deny(
    'Deploy files hold no secrets',
    'The repository is read by many and kept forever.',
  ),
  'deploy/verification-off': deny(
    'Certificates are verified',
    'Without verification, anybody on the way can answer in the name of the other side.',
  ),
  'deploy/download-and-run': deny(
    'Containers run what was vetted',
    'A program that is downloaded at the start is in no SBOM and under no signature.',
  ),
  'deploy/exposed': warn(
    'Services are reached through the gateway',
    'A load balancer or node port of its own passes by authentication, limits and metering.',
  ),
  'deploy/ingress-without-tls': deny(
    'Traffic from outside is encrypted',
    'Without TLS, tokens and data can be read on the way.',
  ),
  'deploy/namespace': warn(
    'Objects name their namespace',
    'Without one, they land wherever the tool that applies them happens to point.',
  ),
  'deploy/wildcard-permission': deny(
    'Permissions are named one by one',
    'A wildcard grants what exists today and whatever is added tomorrow.',
  ),
  'deploy/public-endpoint': deny(
    'Endpoints ask who calls',
    'Anybody on the network can call an endpoint without authentication. An entry that means it says `auth.type: none` in its manifest.',
  ),
  'deploy/function-limits': warn(
    'Functions have limits',
    'Memory, time and concurrency bound what a loop or a flood of calls can cost.',
  ),
} as const satisfies Record<string, BuiltInRule>;

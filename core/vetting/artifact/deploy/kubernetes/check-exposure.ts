import type { Remark } from '../../remark.ts';
import { get, isGiven, items, placeOf, scalarText } from '../../yaml/placed-value.ts';
import type { DeployCheck } from '../deploy-check.ts';
import { apiGroupOf, kindOf } from './workload.ts';

/** Ways into the cluster that pass by the gateway, or are not encrypted. */
export const checkExposure: DeployCheck = (object) => {
  const kind = kindOf(object);
  const about = `${kind}/${scalarText(get(object, 'metadata', 'name')) ?? ''}`;
  if (kind === 'Service' && apiGroupOf(object) === '') {
    const type = get(object, 'spec', 'type');
    const external = get(object, 'spec', 'externalIPs');
    const open = ['LoadBalancer', 'NodePort'].includes(scalarText(type) ?? '') ? [type] : [];
    return [...open, ...(items(external).length > 0 ? [external] : [])].map(
      (field): Remark => ({
        rule: 'deploy/exposed',
        message: `${about} is reached from outside by ${scalarText(field) ?? 'addresses of its own'}.`,
        help: 'Leave the type at ClusterIP, and route calls through the gateway.',
        place: placeOf(field),
        about,
      }),
    );
  }
  if (kind !== 'Ingress') return [];
  const tls = get(object, 'spec', 'tls');
  const covered = items(tls).flatMap((item) => items(get(item, 'hosts')).map(scalarText));
  const isCovered = (host: string | undefined): boolean =>
    covered.length === 0 || covered.some((name) => name === host || coversByWildcard(name, host));
  const bare = items(get(object, 'spec', 'rules'))
    .map((rule) => get(rule, 'host'))
    .filter((host) => isGiven(host) && !isCovered(scalarText(host)));
  return (items(tls).length === 0 ? [tls] : bare).map(
    (field): Remark => ({
      rule: 'deploy/ingress-without-tls',
      message: `${about} lets traffic in without TLS${field === tls ? '' : ` for ${scalarText(field)}`}.`,
      help: 'List every host under spec.tls with a certificate.',
      place: placeOf(field),
      about,
    }),
  );
};

function coversByWildcard(name: string | undefined, host: string | undefined): boolean {
  return name?.startsWith('*.') === true && host?.slice(host.indexOf('.')) === name.slice(1);
}

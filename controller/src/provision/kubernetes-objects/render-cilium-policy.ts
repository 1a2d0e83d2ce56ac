import type { KubernetesObject } from './kubernetes-object.ts';
import { podSelector } from './object-labels.ts';
import type { ObjectScope } from './object-scope.ts';

/**
 * Lets pods reach hosts by name. It adds to the plain policy, which lets nothing out; only the names of these hosts are
 * answered by DNS.
 *
 * @param targets as `host:port`
 */
export function renderCiliumPolicy(
  { instance, metadata }: ObjectScope,
  targets: readonly string[],
): KubernetesObject {
  const split = targets.map((target) => {
    const colon = target.lastIndexOf(':');
    return { host: target.slice(0, colon), port: target.slice(colon + 1) };
  });
  const ports = [...new Set(split.map(({ port }) => port))].toSorted();
  const hosts = [...new Set(split.map(({ host }) => host))].toSorted();
  const names = hosts.map((matchName) => ({ matchName }));
  return {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata,
    spec: {
      endpointSelector: podSelector(instance),
      egress: [
        {
          toEndpoints: [
            { matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' } },
          ],
          toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: names } }],
        },
        ...ports.map((port) => ({
          toFQDNs: split.filter((one) => one.port === port).map(({ host }) => ({ matchName: host })),
          toPorts: [{ ports: [{ port, protocol: 'TCP' }] }],
        })),
      ],
    },
  };
}

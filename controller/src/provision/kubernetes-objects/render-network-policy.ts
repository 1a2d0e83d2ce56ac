import type { KubernetesObject } from './kubernetes-object.ts';
import { podSelector } from './object-labels.ts';
import type { ObjectScope } from './object-scope.ts';
import { plainJsonLine } from './plain-json.ts';

/** By this annotation of a pod the egress gateway knows which hosts it may call: a JSON list of `host:port`. */
export const EGRESS_ANNOTATION = 'souk.dev/egress';

/** Nothing goes in and nothing out, save what is said here. */
export function renderNetworkPolicy(scope: ObjectScope, targets: readonly string[]): KubernetesObject {
  const { instance, metadata } = scope;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { ...metadata, annotations: { [EGRESS_ANNOTATION]: plainJsonLine(targets) } },
    spec: {
      podSelector: podSelector(instance),
      policyTypes: ['Ingress', 'Egress'],
      ingress: ingressOf(scope),
      egress: egressOf(scope, targets),
    },
  };
}

function ingressOf({ instance, settings }: ObjectScope): readonly unknown[] {
  if (instance.runtime.schedule !== undefined) return [];
  return [
    {
      from: [{ namespaceSelector: named(settings.gatewayNamespace) }],
      ports: [{ port: settings.port, protocol: 'TCP' }],
    },
  ];
}

/** Who may call nobody needs no names either: questions to DNS carry data out. */
function egressOf({ settings: { egress } }: ObjectScope, targets: readonly string[]): readonly unknown[] {
  // With Cilium another policy says what goes out, by name, and which names are asked for.
  if (targets.length === 0 || egress.type === 'cilium') return [];
  return [
    {
      to: [
        { namespaceSelector: named('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } },
      ],
      ports: [
        { port: 53, protocol: 'UDP' },
        { port: 53, protocol: 'TCP' },
      ],
    },
    {
      to: [
        { namespaceSelector: named(egress.namespace), podSelector: { matchLabels: { ...egress.podLabels } } },
      ],
      ports: [{ port: egress.port, protocol: 'TCP' }],
    },
  ];
}

function named(namespace: string): unknown {
  return { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
}

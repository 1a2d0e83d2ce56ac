import type { KubernetesObject } from './kubernetes-object.ts';
import { podSelector } from './object-labels.ts';
import type { ObjectScope } from './object-scope.ts';
import { renderPod } from './render-pod.ts';
import { renderProbes } from './render-probes.ts';

/** What serves: its pods, and the name that they are called by. */
export function renderServing(scope: ObjectScope, targets: readonly string[]): readonly KubernetesObject[] {
  const { replicas } = scope.environment;
  return [
    renderService(scope),
    ...(replicas > 1 ? [renderDisruptionBudget(scope)] : []),
    renderDeployment(scope, targets),
  ];
}

function renderDeployment(scope: ObjectScope, targets: readonly string[]): KubernetesObject {
  const { instance, settings, metadata, environment } = scope;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas: instance.suspended ? 0 : environment.replicas,
      revisionHistoryLimit: 3,
      progressDeadlineSeconds: 300,
      selector: podSelector(instance),
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      template: renderPod(scope, targets, {
        ports: [{ name: 'http', containerPort: settings.port, protocol: 'TCP' }],
        ...renderProbes(instance.runtime.healthCheck),
      }),
    },
  };
}

function renderService({ instance, metadata }: ObjectScope): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: {
      type: 'ClusterIP',
      selector: podSelector(instance).matchLabels,
      ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }],
    },
  };
}

function renderDisruptionBudget({ instance, metadata }: ObjectScope): KubernetesObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata,
    spec: { maxUnavailable: 1, selector: podSelector(instance) },
  };
}

import { parseMemoryBytes } from '../local/parse-limits.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import type { ObjectScope } from './object-scope.ts';

/** One more than serve: the next version starts beside the one that runs, and a run beside the one that ends. */
const SPARE_PODS = 1;

/**
 * The most that an instance with a namespace of its own may ever use. Elsewhere a quota would count its neighbours too, so
 * that it belongs to whoever owns the namespace.
 */
export function renderQuota({ instance, settings, environment, metadata }: ObjectScope): KubernetesObject[] {
  if (!environment.namespace.includes('{installation}')) return [];
  const { cpu = settings.resources.cpu, memory = settings.resources.memory } =
    instance.runtime.resources ?? {};
  const pods = (instance.runtime.schedule === undefined ? environment.replicas : 1) + SPARE_PODS;
  const amounts = {
    cpu: `${milliCores(cpu) * pods}m`,
    memory: String(Math.ceil(parseMemoryBytes(memory) ?? 0) * pods),
  };
  return [
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata,
      spec: {
        hard: {
          'limits.cpu': amounts.cpu,
          'limits.memory': amounts.memory,
          pods: String(pods),
          'requests.cpu': amounts.cpu,
          'requests.memory': amounts.memory,
        },
      },
    },
  ];
}

function milliCores(cpu: string): number {
  return Math.ceil(cpu.endsWith('m') ? Number(cpu.slice(0, -1)) : Number(cpu) * 1_000);
}

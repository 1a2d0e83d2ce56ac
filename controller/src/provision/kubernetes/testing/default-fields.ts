import type { Json } from './field-sets.ts';

/** What the API writes into objects by itself, as far as it shows in comparisons. */
export function withDefaults(object: Json): Json {
  const copy = structuredClone(object) as Json & { spec?: Json; data?: Json };
  const spec = copy.spec ?? {};
  switch (copy['kind']) {
    case 'Deployment':
      defaultPod(templateOf(spec), 'Always');
      break;
    case 'CronJob':
      defaultPod(templateOf((spec['jobTemplate'] as Json)['spec'] as Json), 'Never');
      break;
    case 'Service':
      spec['clusterIP'] ??= '10.0.0.7';
      spec['sessionAffinity'] ??= 'None';
      spec['internalTrafficPolicy'] ??= 'Cluster';
      break;
    case 'NetworkPolicy':
      // Lists of nothing are not kept.
      for (const name of ['ingress', 'egress'])
        if ((spec[name] as unknown[] | undefined)?.length === 0) delete spec[name];
      break;
    default:
  }
  return copy;
}

function templateOf(spec: Json): Json {
  return (spec['template'] as Json)['spec'] as Json;
}

function defaultPod(pod: Json, restartPolicy: string): void {
  pod['restartPolicy'] ??= restartPolicy;
  pod['dnsPolicy'] ??= 'ClusterFirst';
  pod['terminationGracePeriodSeconds'] ??= 30;
  pod['schedulerName'] ??= 'default-scheduler';
  for (const container of pod['containers'] as Json[]) {
    container['terminationMessagePath'] ??= '/dev/termination-log';
    const { requests, limits } = container['resources'] as Record<string, Record<string, string>>;
    for (const amounts of [requests, limits])
      if (amounts?.['cpu']) amounts['cpu'] = canonicalCpu(amounts['cpu']);
  }
}

/** Quantities are kept in one spelling. */
function canonicalCpu(text: string): string {
  const milli = text.endsWith('m') ? Number(text.slice(0, -1)) : Number(text) * 1_000;
  return milli % 1_000 === 0 ? String(milli / 1_000) : `${milli}m`;
}

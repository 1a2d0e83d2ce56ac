import type { Observation } from '../driver.ts';
import type { LiveObject } from './cluster.ts';
import { statusMessage } from './explain-answer.ts';

type Health = Omit<Observation, 'drift'>;

interface Condition {
  readonly type?: string;
  readonly status?: string;
  readonly reason?: string;
  readonly message?: string;
}

interface Status {
  readonly observedGeneration?: number;
  readonly conditions?: readonly Condition[];
  readonly active?: readonly unknown[];
  readonly lastScheduleTime?: string;
  readonly lastSuccessfulTime?: string;
}

/** How an instance does, by what the controllers of the cluster say of its workload; unknown without one. */
export function workloadHealth(objects: readonly LiveObject[]): Health {
  const workload = objects.find(({ kind }) => kind === 'Deployment' || kind === 'CronJob');
  if (workload === undefined) return { health: 'unknown' };
  const status = (workload['status'] ?? {}) as Status;
  return workload.kind === 'CronJob' ? runHealth(status) : servingHealth(workload, status);
}

function servingHealth(
  { metadata }: LiveObject,
  { observedGeneration = 0, conditions = [] }: Status,
): Health {
  if (observedGeneration < Number(metadata['generation'] ?? 0))
    return { health: 'unknown', message: 'The cluster has not looked at it yet.' };
  const find = (type: string) => conditions.find((one) => one.type === type);
  const [progressing, available, failure] = [find('Progressing'), find('Available'), find('ReplicaFailure')];
  if (failure?.status === 'True') return unhealthy('Its pods can not be made', failure);
  if (progressing?.status === 'False') return unhealthy('It did not begin in time', progressing);
  if (progressing?.reason !== 'NewReplicaSetAvailable')
    return { health: 'unknown', message: 'It is being rolled out.' };
  if (available?.status === 'True') return { health: 'healthy' };
  return unhealthy('Too few of its pods are ready', available ?? {});
}

/** Of a run that is over: one that is under way says nothing yet. */
function runHealth({ active = [], lastScheduleTime, lastSuccessfulTime }: Status): Health {
  if (lastScheduleTime === undefined) return { health: 'unknown', message: 'It has not run yet.' };
  if (lastSuccessfulTime !== undefined && Date.parse(lastSuccessfulTime) >= Date.parse(lastScheduleTime))
    return { health: 'healthy' };
  if (active.length > 0) return { health: 'unknown', message: 'It is running.' };
  return { health: 'unhealthy', message: `The run of ${lastScheduleTime} did not succeed.` };
}

function unhealthy(what: string, condition: Condition): Health {
  const why = statusMessage(condition) ?? condition.reason;
  return { health: 'unhealthy', message: why === undefined ? `${what}.` : `${what}: ${why}` };
}

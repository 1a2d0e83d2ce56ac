import { DriverError } from '../driver.ts';
import { parseDurationMs } from '../local/parse-limits.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import type { ObjectScope } from './object-scope.ts';
import { renderPod } from './render-pod.ts';

/** A run that says nothing of its own has an hour. */
const LONGEST_RUN_MS = 60 * 60 * 1_000;
const FIELD = '[A-Za-z0-9*/,?-]+';
const SCHEDULE = new RegExp(
  `^(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|${FIELD}( ${FIELD}){4})$`,
);

/**
 * What runs by the clock, in UTC, one run at a time.
 * @throws {DriverError} `invalid` for a schedule that Kubernetes does not know
 */
export function renderCronJob(scope: ObjectScope, targets: readonly string[]): KubernetesObject {
  const { instance, metadata } = scope;
  const { metadata: podMetadata, spec } = renderPod(scope, targets, {});
  const runMs = parseDurationMs(instance.runtime.resources?.timeout) ?? LONGEST_RUN_MS;
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata,
    spec: {
      schedule: checkSchedule(instance.runtime.schedule ?? ''),
      timeZone: 'Etc/UTC',
      suspend: instance.suspended,
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 300,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        metadata: { labels: metadata.labels },
        spec: {
          backoffLimit: 2,
          activeDeadlineSeconds: Math.min(Math.max(Math.ceil(runMs / 1_000), 1), 2 ** 31 - 1),
          ttlSecondsAfterFinished: 24 * 60 * 60,
          template: { metadata: podMetadata, spec: { restartPolicy: 'Never', ...spec } },
        },
      },
    },
  };
}

function checkSchedule(schedule: string): string {
  const tidy = schedule.trim().replaceAll(/ +/g, ' ');
  if (SCHEDULE.test(tidy)) return tidy;
  throw new DriverError(
    'invalid',
    `runtime.schedule: expected five fields, such as "0 6 * * *"; a cluster can't run by ${JSON.stringify(schedule)}.`,
  );
}

import type { Remark } from '../../remark.ts';
import { get, isGiven, placeOf, scalarText } from '../../yaml/placed-value.ts';
import type { DeployCheck } from '../deploy-check.ts';
import { apiGroupOf, isManagedGroup, kindOf } from './workload.ts';

/** Limits and callers of a service of Knative or Cloud Run. */
export const checkManagedService: DeployCheck = (object, { entry }) => {
  if (!isManagedGroup(apiGroupOf(object)) || kindOf(object) !== 'Service') return [];
  const name = scalarText(get(object, 'metadata', 'name')) ?? '';
  const template = get(object, 'spec', 'template');
  const annotations = get(template, 'metadata', 'annotations');
  const missing = [
    ['timeoutSeconds', get(template, 'spec', 'timeoutSeconds')],
    ['containerConcurrency', get(template, 'spec', 'containerConcurrency')],
  ] as const;
  const scales = ['autoscaling.knative.dev/maxScale', 'autoscaling.knative.dev/max-scale'];
  const hasScale = scales.some((scale) => isGiven(get(annotations, scale)));
  const gaps = [
    ...missing.filter(([, field]) => !isGiven(field)).map(([limit]) => limit),
    ...(hasScale ? [] : ['a largest scale']),
  ];
  const remarks: Remark[] =
    gaps.length === 0
      ? []
      : [
          {
            rule: 'deploy/function-limits',
            message: `Service ${name} has no ${gaps.join(', no ')}.`,
            help: 'Set timeoutSeconds and containerConcurrency, and the annotation autoscaling.knative.dev/maxScale.',
            place: placeOf(get(template, 'spec'), 'key'),
            about: `Service/${name}`,
          },
        ];
  const open = get(object, 'metadata', 'annotations', 'run.googleapis.com/invoker-iam-disabled');
  if (scalarText(open) !== 'true' || entry.auth?.type === 'none') return remarks;
  return [
    ...remarks,
    {
      rule: 'deploy/public-endpoint',
      message: `Service ${name} lets anybody call it, but the manifest does not say auth.type: none.`,
      help: 'Remove the annotation, or say so in the manifest.',
      place: placeOf(open),
      about: `Service/${name}`,
    },
  ];
};

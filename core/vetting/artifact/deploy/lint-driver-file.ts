import type { Remark } from '../remark.ts';
import { get, isGiven, type PlacedValue, placeOf, scalarText } from '../yaml/placed-value.ts';
import { checkImage } from './check-images.ts';
import { checkVariableList } from './check-variables.ts';
import type { DeployCheck } from './deploy-check.ts';

const KINDS = ['container', 'function', 'sidecar'];

/** The form that the drivers of environments read: a kind, a user, a trigger and variables, the image from the manifest. */
export function isDriverFile(root: PlacedValue): boolean {
  return KINDS.includes(scalarText(get(root, 'kind')) ?? '') && !isGiven(get(root, 'apiVersion'));
}

export const lintDriverFile: DeployCheck = (root, context) => {
  const user = get(root, 'user');
  const isRoot = !isGiven(user) || /^(?:0+|root)$/.test(scalarText(user) ?? '');
  const readOnly = get(root, 'readOnlyRootFilesystem');
  const isProbed = isGiven(get(root, 'healthCheck')) || context.entry.runtime.healthCheck !== undefined;
  const takesCalls = isGiven(get(root, 'port')) || isGiven(get(root, 'listen'));
  const hasLimits =
    context.entry.runtime.resources?.memory !== undefined ||
    isGiven(get(root, 'resources', 'limits', 'memory'));
  const remarks: (Remark | undefined)[] = [
    isRoot
      ? {
          rule: 'deploy/root-user',
          message: isGiven(user)
            ? 'The program runs as root.'
            : 'No user is set, so the program may run as root.',
          help: 'Set user to the number of a user that is not root, such as 10001.',
          place: placeOf(user),
        }
      : undefined,
    readOnly.value === true
      ? undefined
      : {
          rule: 'deploy/writable-root',
          message: 'The program can write to its root file system; expected readOnlyRootFilesystem: true.',
          help: 'Set readOnlyRootFilesystem to true.',
          place: placeOf(readOnly),
        },
    takesCalls && !isProbed
      ? {
          rule: 'deploy/no-probe',
          message: 'The program takes calls, but nothing tells whether it is healthy.',
          help: 'Set healthCheck to a path that answers 200 when it is.',
          place: placeOf(get(root, 'healthCheck')),
        }
      : undefined,
    hasLimits
      ? undefined
      : {
          rule: 'deploy/resources',
          message: 'Neither this file nor the manifest limits the memory of the program.',
          help: 'Set runtime.resources in the manifest.',
          place: placeOf(get(root, 'kind')),
        },
  ];
  return [
    ...remarks.filter((remark) => remark !== undefined),
    ...checkVariableList(get(root, 'env')),
    ...checkImage(get(root, 'image'), context),
  ];
};

import type { Remark } from '../../remark.ts';
import { entries, get, isGiven, items, type PlacedValue, scalarText } from '../../yaml/placed-value.ts';
import { checkImage } from '../check-images.ts';
import { checkVariableMap } from '../check-variables.ts';
import type { DeployCheck, DeployContext } from '../deploy-check.ts';
import { checkStatements } from './check-statements.ts';
import { lintCloudFormation } from './lint-cloudformation.ts';
import { remarkLimits, remarkPublic } from './remark-function.ts';

export function isServerless(root: PlacedValue): boolean {
  return isGiven(get(root, 'service')) && isGiven(get(root, 'provider')) && isGiven(get(root, 'functions'));
}

/** A file of the Serverless Framework. */
export const lintServerless: DeployCheck = (root, context) => [
  ...checkVariableMap(get(root, 'provider', 'environment')),
  ...checkStatements(get(root, 'provider')),
  ...entries(get(root, 'functions')).flatMap(([name, fn]) => lintFunction(name, fn, root, context)),
  ...(isGiven(get(root, 'resources', 'Resources'))
    ? lintCloudFormation(get(root, 'resources'), context)
    : []),
];

function lintFunction(name: string, fn: PlacedValue, root: PlacedValue, context: DeployContext): Remark[] {
  const provider = get(root, 'provider');
  const missing = ['memorySize', 'timeout', 'reservedConcurrency'].filter(
    (limit) => !isGiven(get(fn, limit)) && !isGiven(get(provider, limit)),
  );
  const open = context.entry.auth?.type === 'none' ? [] : openDoorsOf(fn, provider);
  return [
    ...remarkLimits(name, missing, fn),
    ...checkVariableMap(get(fn, 'environment')),
    ...checkStatements(get(fn, 'iamRoleStatements')),
    ...(scalarText(get(fn, 'image'))?.includes('/') === true ? checkImage(get(fn, 'image'), context) : []),
    ...open.map((field) => remarkPublic(name, field)),
  ];
}

/** Addresses and HTTP events without an authorizer. */
function openDoorsOf(fn: PlacedValue, provider: PlacedValue): PlacedValue[] {
  const url = get(fn, 'url');
  const isOpenUrl = isGiven(url) && url.value !== false && !isGiven(get(url, 'authorizer'));
  const shared =
    isGiven(get(provider, 'httpApi', 'authorizers')) && isGiven(get(provider, 'httpApi', 'authorizer'));
  const events = items(get(fn, 'events'))
    .flatMap((event) => [get(event, 'http'), get(event, 'httpApi')])
    .filter(
      (event) => isGiven(event) && !isGiven(get(event, 'authorizer')) && get(event, 'private').value !== true,
    );
  return [...(isOpenUrl ? [url] : []), ...(shared ? [] : events)];
}

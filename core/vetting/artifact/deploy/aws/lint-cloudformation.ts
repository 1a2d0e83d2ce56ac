import type { Remark } from '../../remark.ts';
import { entries, get, isGiven, type PlacedValue, placeOf, scalarText } from '../../yaml/placed-value.ts';
import { checkImage } from '../check-images.ts';
import { checkVariableMap } from '../check-variables.ts';
import type { DeployCheck, DeployContext } from '../deploy-check.ts';
import { checkStatements } from './check-statements.ts';
import { remarkLimits, remarkPublic } from './remark-function.ts';

const FUNCTIONS = ['AWS::Lambda::Function', 'AWS::Serverless::Function'];

/** Types that hold nothing the checks look for, or only what is looked for in every resource. */
const KNOWN_TYPES =
  /^AWS::(?:IAM|Lambda|Serverless|ApiGateway|ApiGatewayV2|Logs|Events|CloudWatch|StepFunctions|SQS|SNS|Scheduler)::/;

export function isCloudFormation(root: PlacedValue): boolean {
  if (isGiven(get(root, 'AWSTemplateFormatVersion'))) return true;
  return entries(get(root, 'Resources')).some(([, resource]) =>
    scalarText(get(resource, 'Type'))?.startsWith('AWS::'),
  );
}

/** A template of CloudFormation, or of SAM on top of it. */
export const lintCloudFormation: DeployCheck = (root, context) => [
  ...checkVariableMap(get(root, 'Globals', 'Function', 'Environment', 'Variables')),
  ...entries(get(root, 'Resources')).flatMap(([name, resource]) =>
    lintResource(name, resource, root, context),
  ),
  ...checkStatements(get(root, 'Resources')),
];

function lintResource(
  name: string,
  resource: PlacedValue,
  root: PlacedValue,
  context: DeployContext,
): Remark[] {
  const type = scalarText(get(resource, 'Type')) ?? '';
  const properties = get(resource, 'Properties');
  const isPublicMeant = context.entry.auth?.type === 'none';
  const open = isPublicMeant ? [] : openDoorsOf(type, properties);
  return [
    ...(FUNCTIONS.includes(type) ? lintFunction(name, type, properties, root, context) : []),
    ...open.map((field) => remarkPublic(name, field)),
    ...(KNOWN_TYPES.test(type) ? [] : [remarkUnknown(type, resource)]),
  ];
}

function lintFunction(
  name: string,
  type: string,
  properties: PlacedValue,
  root: PlacedValue,
  context: DeployContext,
): Remark[] {
  const shared = type === 'AWS::Serverless::Function' ? get(root, 'Globals', 'Function') : undefined;
  const missing = ['MemorySize', 'Timeout', 'ReservedConcurrentExecutions'].filter(
    (limit) => !isGiven(get(properties, limit)) && (shared === undefined || !isGiven(get(shared, limit))),
  );
  return [
    ...remarkLimits(name, missing, properties),
    ...checkVariableMap(get(properties, 'Environment', 'Variables')),
    ...checkImage(get(properties, 'ImageUri'), context),
    ...checkImage(get(properties, 'Code', 'ImageUri'), context),
  ];
}

/** What lets anybody call a resource. */
function openDoorsOf(type: string, properties: PlacedValue): PlacedValue[] {
  const fields = [
    get(properties, 'FunctionUrlConfig', 'AuthType'),
    ...(type === 'AWS::Lambda::Url' ? [get(properties, 'AuthType')] : []),
    ...(type === 'AWS::ApiGateway::Method' || type === 'AWS::ApiGatewayV2::Route'
      ? [get(properties, 'AuthorizationType')]
      : []),
    ...entries(get(properties, 'Events')).map(([, event]) => get(event, 'Properties', 'Auth', 'Authorizer')),
    get(properties, 'Auth', 'DefaultAuthorizer'),
  ];
  const isPreflight = scalarText(get(properties, 'HttpMethod')) === 'OPTIONS';
  const principal = get(properties, 'Principal');
  const isCallable = type === 'AWS::Lambda::Permission' && scalarText(principal) === '*';
  return [
    ...fields.filter((field) => !isPreflight && scalarText(field)?.toUpperCase() === 'NONE'),
    ...(isCallable ? [principal] : []),
  ];
}

function remarkUnknown(type: string, resource: PlacedValue): Remark {
  return {
    rule: 'deploy/not-linted',
    message: `Nobody looked at this ${type.slice(0, 100)} beyond its permissions.`,
    help: 'Ask a reviewer to look at it.',
    place: placeOf(get(resource, 'Type')),
    about: type.slice(0, 100),
  };
}

import type { Remark } from '../../remark.ts';
import {
  entries,
  get,
  isGiven,
  items,
  type PlacedValue,
  placeOf,
  scalarText,
} from '../../yaml/placed-value.ts';

const MIGHTY_POLICIES =
  /^(?:arn:aws[\w-]*:iam::aws:policy\/)?(?:job-function\/)?(?:AdministratorAccess|PowerUserAccess|IAMFullAccess|.{1,60}FullAccess)$/;

/** Wildcard grants in IAM statements and managed policies, wherever below a value they stand. */
export function checkStatements(root: PlacedValue): Remark[] {
  const remarks: Remark[] = [];
  const open = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    remarks.push(...checkStatement(next), ...checkManagedPolicy(next));
    for (const child of items(next)) open.push(child);
    for (const [, child] of entries(next)) open.push(child);
  }
  return remarks;
}

function checkStatement(statement: PlacedValue): Remark[] {
  if (scalarText(get(statement, 'Effect')) !== 'Allow') return [];
  const actions = get(statement, 'Action');
  const wildcard = texts(actions).find((action) => isWildcardAction(action));
  const everywhere = texts(get(statement, 'Resource')).find((resource) => scalarText(resource) === '*');
  const inverted = ['NotAction', 'NotResource'].map((key) => get(statement, key)).find(isGiven);
  const anybody = isGiven(get(statement, 'Condition')) ? undefined : anybodyIn(get(statement, 'Principal'));
  const fields = [
    wildcard,
    everywhere !== undefined && texts(actions).some(writes) ? everywhere : undefined,
    inverted,
    anybody,
  ].filter((field) => field !== undefined);
  return fields.map((field) => ({
    rule: 'deploy/wildcard-permission',
    message: `The statement allows ${field === anybody ? 'anybody' : field === inverted ? 'everything but what it lists' : `${scalarText(field)} as ${field === everywhere ? 'its resource' : 'an action'}`}.`,
    help: 'Name the actions, resources and callers that are needed.',
    place: placeOf(field),
  }));
}

function isWildcardAction(action: PlacedValue): boolean {
  const text = scalarText(action) ?? '';
  return text === '*' || /^[\w-]{1,60}:\*$/.test(text);
}

/** Reading lists often has no resource to name; changing things always has. */
function writes(action: PlacedValue): boolean {
  const text = scalarText(action) ?? '';
  return !/^(?:[\w-]{1,60}:(?:List|Describe|Get|BatchGet|Head|View|Lookup|Search)|xray:Put|logs:|cloudwatch:PutMetricData|ec2:(?:Create|Delete)NetworkInterface|(?:un)?assignPrivateIp)/.test(
    text,
  );
}

function anybodyIn(principal: PlacedValue): PlacedValue | undefined {
  return [principal, get(principal, 'AWS')].flatMap(texts).find((item) => scalarText(item) === '*');
}

/** A value, or the items of a list. */
function texts(value: PlacedValue): PlacedValue[] {
  return scalarText(value) === undefined ? items(value) : [value];
}

function checkManagedPolicy(value: PlacedValue): Remark[] {
  const key = value.path.findLast((step) => typeof step === 'string');
  const text = scalarText(value);
  if (
    text === undefined ||
    !/^(?:Policies|ManagedPolicyArns|ManagedPolicies|managedPolicies)$/.test(String(key))
  )
    return [];
  if (!MIGHTY_POLICIES.test(text)) return [];
  return [
    {
      rule: 'deploy/wildcard-permission',
      message: `The policy ${text} grants more than one service needs.`,
      help: 'Write a policy with the actions and resources that are needed.',
      place: placeOf(value),
      about: text,
    },
  ];
}

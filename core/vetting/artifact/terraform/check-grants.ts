import { fieldsOf, itemsOf } from '../plain-value.ts';
import type { Remark } from '../remark.ts';
import { nestedBlocks } from './nested-blocks.ts';
import { isData, resourceType, type TerraformCheck, writtenText } from './terraform-check.ts';
import { addressOf, type TerraformBlock } from './terraform-file.ts';

const MIGHTY_POLICY = /:policy\/(?:AdministratorAccess|PowerUserAccess|IAMFullAccess)$/;
const MIGHTY_ROLE = /^roles\/(?:owner|editor)$/;

/** Rights that are not named one by one. */
export const checkGrants: TerraformCheck = (block) =>
  grantsOf(block).map(
    ({ field, what }): Remark => ({
      rule: 'terraform/wildcard-permission',
      message: `${addressOf(block)} grants ${what}.`,
      help: 'Name the actions, resources and callers that are needed.',
      place: block.placeOf(field),
      about: addressOf(block),
    }),
  );

interface Grant {
  readonly field: readonly (string | number)[];
  readonly what: string;
}

function grantsOf(block: TerraformBlock): Grant[] {
  if (isData(block, 'aws_iam_policy_document')) return documentGrants(block);
  const type = resourceType(block) ?? '';
  const text = (field: string): string => writtenText(block.body[field]);
  const grants: Grant[] = policyFields(type)
    .filter((field) => allowsEverything(block.body[field]))
    .map((field) => ({ field: [field], what: 'all actions, or lets anybody act' }));
  if (MIGHTY_POLICY.test(text('policy_arn')))
    grants.push({ field: ['policy_arn'], what: `the whole of ${text('policy_arn')}` });
  if (/^google_\w+_iam_(?:member|binding)$/.test(type) && MIGHTY_ROLE.test(text('role'))) {
    grants.push({ field: ['role'], what: `the role ${text('role')}` });
  }
  if (type === 'azurerm_role_assignment' && text('role_definition_name') === 'Owner') {
    grants.push({ field: ['role_definition_name'], what: 'the role Owner' });
  }
  if (type !== 'azurerm_role_definition') return grants;
  const wild = nestedBlocks(block, 'permissions').filter(({ body }) =>
    itemsOf(body['actions']).includes('*'),
  );
  return [...grants, ...wild.map(({ path }) => ({ field: [...path, 'actions'], what: 'all actions' }))];
}

function policyFields(type: string): string[] {
  if (!type.startsWith('aws_')) return [];
  return type.endsWith('policy') ||
    type === 'aws_kms_key' ||
    type === 'aws_sqs_queue' ||
    type === 'aws_sns_topic'
    ? ['policy']
    : type === 'aws_iam_role'
      ? ['inline_policy', 'assume_role_policy']
      : [];
}

function documentGrants(block: TerraformBlock): Grant[] {
  return nestedBlocks(block, 'statement')
    .filter(({ body }) => body['effect'] !== 'Deny')
    .flatMap((statement) => {
      const actions = itemsOf(statement.body['actions']).map(writtenText);
      const wild = actions.some((action) => action === '*' || /^[\w-]{1,60}:\*$/.test(action));
      const anybody = nestedBlocks(statement, 'principals').filter(({ body }) =>
        itemsOf(body['identifiers']).includes('*'),
      );
      const inverted = statement.body['not_actions'] === undefined ? [] : ['not_actions'];
      const hasCondition = nestedBlocks(statement, 'condition').length > 0;
      return [
        ...(wild ? [{ field: [...statement.path, 'actions'], what: 'all actions' }] : []),
        ...inverted.map((field) => ({
          field: [...statement.path, field],
          what: 'everything but what it lists',
        })),
        ...(hasCondition ? [] : anybody).map(({ path }) => ({
          field: [...statement.path, ...path, 'identifiers'],
          what: 'anybody the right to act',
        })),
      ];
    });
}

/** Policies are JSON text, or an expression that makes it: `jsonencode({ Action = "*" })`. */
function allowsEverything(value: unknown): boolean {
  const parsed = typeof value === 'string' ? parseJson(value) : undefined;
  if (parsed !== undefined) return itemsOrOne(fieldsOf(parsed)['Statement']).some(isOpenStatement);
  const text = writtenText(value);
  return ALLOW.test(text) && (WILD_ACTION.test(text) || WILD_PRINCIPAL.test(text));
}

const ALLOW = /\bEffect\\?"?[ \t]{0,20}[=:][ \t]{0,20}\\?"Allow/;
const WILD_ACTION = /\bAction\\?"?[ \t]{0,20}[=:][ \t]{0,20}(?:\[[ \t\n]{0,40})?\\?"(?:[\w-]{1,60}:)?\*\\?"/;
const WILD_PRINCIPAL = /\b(?:Principal|AWS)\\?"?[ \t]{0,20}[=:][ \t]{0,20}(?:\[[ \t\n]{0,40})?\\?"\*\\?"/;

function isOpenStatement(statement: unknown): boolean {
  const {
    Effect: effect,
    Action: action,
    Principal: principal,
    NotAction: inverted,
    Condition: condition,
  } = fieldsOf(statement);
  if (effect !== 'Allow') return false;
  const isWild = itemsOrOne(action).some(
    (item) => item === '*' || /^[\w-]{1,60}:\*$/.test(writtenText(item)),
  );
  const isAnybody = [principal, fieldsOf(principal)['AWS']].flatMap(itemsOrOne).includes('*');
  return isWild || inverted !== undefined || (isAnybody && condition === undefined);
}

function itemsOrOne(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

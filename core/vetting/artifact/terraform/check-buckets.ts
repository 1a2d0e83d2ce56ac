import type { Remark } from '../remark.ts';
import { resourceType, type TerraformCheck, writtenText } from './terraform-check.ts';
import { addressOf } from './terraform-file.ts';

/** Fields of a resource that make a bucket public, with the values that do. */
const PUBLIC_FIELDS: ReadonlyMap<string, readonly (readonly [field: string, value: RegExp])[]> = new Map([
  ['aws_s3_bucket', [['acl', /public|authenticated-read/]]],
  [
    'aws_s3_bucket_acl',
    [
      ['acl', /public|authenticated-read/],
      ['access_control_policy', /AllUsers|AuthenticatedUsers/],
    ],
  ],
  [
    'aws_s3_bucket_public_access_block',
    [
      ['block_public_acls', /^false$/],
      ['block_public_policy', /^false$/],
      ['ignore_public_acls', /^false$/],
      ['restrict_public_buckets', /^false$/],
    ],
  ],
  ['google_storage_bucket', [['public_access_prevention', /^inherited$/]]],
  [
    'google_storage_bucket_acl',
    [
      ['predefined_acl', /public|authenticatedRead/],
      ['role_entity', /allUsers|allAuthenticatedUsers/],
    ],
  ],
  ['google_storage_default_object_acl', [['role_entity', /allUsers|allAuthenticatedUsers/]]],
  ['google_storage_bucket_access_control', [['entity', /allUsers|allAuthenticatedUsers/]]],
  ['google_storage_bucket_iam_member', [['member', /allUsers|allAuthenticatedUsers/]]],
  ['google_storage_bucket_iam_binding', [['members', /allUsers|allAuthenticatedUsers/]]],
  [
    'azurerm_storage_account',
    [
      ['allow_nested_items_to_be_public', /^true$/],
      ['allow_blob_public_access', /^true$/],
    ],
  ],
  ['azurerm_storage_container', [['container_access_type', /^(?:blob|container)$/]]],
]);

export const checkBuckets: TerraformCheck = (block) =>
  (PUBLIC_FIELDS.get(resourceType(block) ?? '') ?? [])
    .filter(([field, value]) => value.test(writtenText(block.body[field])))
    .map(
      ([field]): Remark => ({
        rule: 'terraform/public-bucket',
        message: `${addressOf(block)} is public: ${field} is ${writtenText(block.body[field]).slice(0, 80)}.`,
        help: 'Keep the bucket private, and give access to the callers that need it.',
        place: block.placeOf([field]),
        about: addressOf(block),
      }),
    );

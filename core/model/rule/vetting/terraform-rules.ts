import { type BuiltInRule, deny, warn } from '../rule-table.ts';

export const terraformRules = {
  'terraform/unreadable': deny(
    'Terraform files can be read',
    'What no tool can read, nobody has checked: a file that is too large, no text, or not Terraform.',
  ),
  'terraform/public-bucket': deny(
    'Buckets are not public',
    'Everybody on the internet can read a public bucket; most leaks of data began with one.',
  ),
  'terraform/open-ingress': deny(
    'Networks are not open to the whole internet',
    'A rule for every address lets anybody try.',
  ),
  'terraform/wildcard-permission': deny(
    'Permissions are named one by one',
    'A wildcard grants what exists today and whatever is added tomorrow.',
  ),
  'terraform/unencrypted-storage': deny(
    'Storage is encrypted',
    'Disks, snapshots and backups are copied and thrown away; encryption keeps what is on them.',
  ),
  'terraform/public-database': deny(
    'Databases have no public address',
    'A database that answers to the internet is one guessed password away from being read.',
  ),
  'terraform/provider-not-pinned': deny(
    'Terraform and its providers are pinned',
    'A provider runs with all rights of the environment; its next major version can destroy what it no longer knows.',
  ),
  'terraform/module-not-pinned': deny(
    'Modules are pinned',
    'A module without a version is whatever its owner pushes next.',
  ),
  'terraform/inline-credentials': deny(
    'Terraform files hold no credentials',
    'The repository is read by many and kept forever, and values land in the state too.',
  ),
  'terraform/provisioner': deny(
    'Terraform runs no commands',
    'Provisioners run whatever they are given on the machine that applies, with its credentials, and no plan shows it.',
  ),
  'terraform/external-data': deny(
    'Planning runs no programs',
    'An external data source runs a program while planning, which happens for every pull request.',
  ),
  'terraform/state-unencrypted': deny(
    'State is kept encrypted',
    'The state holds every secret that Terraform ever saw, in clear.',
  ),
  'terraform/not-sensitive': warn(
    'Secrets are marked as sensitive',
    'Other values are printed by every plan, into logs that many read.',
  ),
} as const satisfies Record<string, BuiltInRule>;

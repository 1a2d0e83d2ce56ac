import { describe, expect, it } from 'vitest';
import { lint } from '../testing/vetted.ts';

const pins = `terraform {
  required_version = ">= 1.9, < 2.0"
  required_providers {
    aws     = { source = "hashicorp/aws", version = "~> 5.40" }
    google  = { source = "hashicorp/google", version = "6.1.0" }
    azurerm = { source = "hashicorp/azurerm", version = ">= 4.0, < 5.0" }
    external = { source = "hashicorp/external", version = "2.3.4" }
    null    = { source = "hashicorp/null", version = "3.2.3" }
  }
}
`;

/** What is found in a file beside one that pins everything. */
const lintBlocks = (text: string): Promise<string[]> => lint({ 'main.tf': text, 'versions.tf': pins });
const resource = (type: string, body: string): string => `resource "${type}" "x" {\n${body}\n}\n`;

const cases: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
  ['nothing is wrong', resource('aws_s3_bucket', '  bucket = "a"'), []],
  [
    'a bucket is public',
    resource('aws_s3_bucket_acl', '  bucket = "a"\n  acl    = "public-read"'),
    ['terraform/public-bucket: acl    = "public-read"'],
  ],
  ['a bucket is private', resource('aws_s3_bucket_acl', '  acl = "private"'), []],
  [
    'a bucket may become public',
    resource('aws_s3_bucket_public_access_block', '  block_public_acls = false'),
    ['terraform/public-bucket: block_public_acls = false'],
  ],
  [
    'a bucket of Google is public',
    resource('google_storage_bucket_iam_member', '  member = "allUsers"'),
    ['terraform/public-bucket: member = "allUsers"'],
  ],
  [
    'a container of Azure is public',
    resource('azurerm_storage_container', '  container_access_type = "blob"'),
    ['terraform/public-bucket: container_access_type = "blob"'],
  ],

  [
    'everybody comes in',
    resource(
      'aws_security_group',
      '  ingress {\n    from_port = 22\n    to_port   = 22\n    cidr_blocks = ["0.0.0.0/0"]\n  }',
    ),
    ['terraform/open-ingress: cidr_blocks = ["0.0.0.0/0"]'],
  ],
  [
    'everybody comes in by IPv6, in the second rule',
    resource(
      'aws_security_group',
      '  ingress {\n    cidr_blocks = ["10.0.0.0/8"]\n  }\n  ingress {\n    ipv6_cidr_blocks = ["::/0"]\n  }',
    ),
    ['terraform/open-ingress: ipv6_cidr_blocks = ["::/0"]'],
  ],
  [
    'everybody comes in by an expression',
    resource('aws_security_group', '  ingress {\n    cidr_blocks = concat(var.a, ["0.0.0.0/0"])\n  }'),
    ['terraform/open-ingress: cidr_blocks = concat(var.a, ["0.0.0.0/0"])'],
  ],
  [
    'everybody comes in by a dynamic block',
    resource(
      'aws_security_group',
      '  dynamic "ingress" {\n    for_each = [1]\n    content {\n      cidr_blocks = ["0.0.0.0/0"]\n    }\n  }',
    ),
    ['terraform/open-ingress: cidr_blocks = ["0.0.0.0/0"]'],
  ],
  [
    'everybody may be called',
    resource('aws_security_group', '  egress {\n    cidr_blocks = ["0.0.0.0/0"]\n  }'),
    [],
  ],
  [
    'a network comes in',
    resource('aws_security_group_rule', '  type = "ingress"\n  cidr_blocks = ["10.0.0.0/8"]'),
    [],
  ],
  [
    'a firewall of Google is open',
    resource(
      'google_compute_firewall',
      '  source_ranges = ["0.0.0.0/0"]\n  allow {\n    protocol = "tcp"\n  }',
    ),
    ['terraform/open-ingress: source_ranges = ["0.0.0.0/0"]'],
  ],
  [
    'a firewall of Google denies',
    resource(
      'google_compute_firewall',
      '  source_ranges = ["0.0.0.0/0"]\n  deny {\n    protocol = "tcp"\n  }',
    ),
    [],
  ],
  [
    'a rule of Azure is open',
    resource(
      'azurerm_network_security_rule',
      '  direction = "Inbound"\n  access = "Allow"\n  source_address_prefix = "*"',
    ),
    ['terraform/open-ingress: source_address_prefix = "*"'],
  ],
  [
    'a rule of Azure denies',
    resource('azurerm_network_security_rule', '  access = "Deny"\n  source_address_prefix = "*"'),
    [],
  ],

  [
    'a policy allows all, as JSON',
    resource(
      'aws_iam_policy',
      '  policy = <<EOF\n{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}\nEOF',
    ),
    ['terraform/wildcard-permission: policy = <<EOF'],
  ],
  [
    'a policy allows all, as an expression',
    resource(
      'aws_iam_policy',
      '  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["*"], Resource = "*" }] })',
    ),
    [
      'terraform/wildcard-permission: policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["*"], Resource = "*" }] })',
    ],
  ],
  [
    'a policy names actions',
    resource(
      'aws_iam_policy',
      '  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "*" }] })',
    ),
    [],
  ],
  [
    'a document allows all of a service',
    'data "aws_iam_policy_document" "x" {\n  statement {\n    actions = ["s3:*"]\n  }\n}\n',
    ['terraform/wildcard-permission: actions = ["s3:*"]'],
  ],
  [
    'a document lets anybody act',
    'data "aws_iam_policy_document" "x" {\n  statement {\n    actions = ["s3:GetObject"]\n    principals {\n      type = "AWS"\n      identifiers = ["*"]\n    }\n  }\n}\n',
    ['terraform/wildcard-permission: identifiers = ["*"]'],
  ],
  [
    'a document denies all',
    'data "aws_iam_policy_document" "x" {\n  statement {\n    effect = "Deny"\n    actions = ["*"]\n  }\n}\n',
    [],
  ],
  [
    'the administrator is attached',
    resource(
      'aws_iam_role_policy_attachment',
      '  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"',
    ),
    ['terraform/wildcard-permission: policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"'],
  ],
  [
    'an owner of a Google project',
    resource('google_project_iam_member', '  role = "roles/owner"'),
    ['terraform/wildcard-permission: role = "roles/owner"'],
  ],

  [
    'a database is in clear',
    resource('aws_db_instance', '  engine = "postgres"'),
    ['terraform/unencrypted-storage: resource "aws_db_instance" "x"'],
  ],
  [
    'a database is encrypted and private',
    resource('aws_db_instance', '  storage_encrypted = true\n  publicly_accessible = false'),
    [],
  ],
  [
    'a database is public',
    resource('aws_db_instance', '  storage_encrypted = true\n  publicly_accessible = true'),
    ['terraform/public-database: publicly_accessible = true'],
  ],
  [
    'a database of Google is open',
    resource(
      'google_sql_database_instance',
      '  settings {\n    ip_configuration {\n      authorized_networks {\n        value = "0.0.0.0/0"\n      }\n    }\n  }',
    ),
    ['terraform/public-database: value = "0.0.0.0/0"'],
  ],
  [
    'a disk is in clear',
    resource('aws_ebs_volume', '  size = 1\n  encrypted = false'),
    ['terraform/unencrypted-storage: encrypted = false'],
  ],
  ['a switch is a variable', resource('aws_ebs_volume', '  encrypted = var.encrypted'), []],

  ['a module by ref', 'module "m" {\n  source = "git::https://x.example/m.git?ref=v1.2.0"\n}\n', []],
  [
    'a module by branch',
    'module "m" {\n  source = "git::https://x.example/m.git?ref=main"\n}\n',
    ['terraform/module-not-pinned: source = "git::https://x.example/m.git?ref=main"'],
  ],
  [
    'a module without ref',
    'module "m" {\n  source = "github.com/acme/m"\n}\n',
    ['terraform/module-not-pinned: source = "github.com/acme/m"'],
  ],
  [
    'a module of a registry without version',
    'module "m" {\n  source = "acme/vpc/aws"\n}\n',
    ['terraform/module-not-pinned: source = "acme/vpc/aws"'],
  ],
  [
    'a module of a registry with version',
    'module "m" {\n  source = "acme/vpc/aws"\n  version = "5.1.0"\n}\n',
    [],
  ],
  ['a module of the folder', 'module "m" {\n  source = "./m"\n}\n', []],
  [
    'a provider that nobody pinned',
    resource('github_repository', '  name = "x"'),
    ['terraform/provider-not-pinned: resource "github_repository" "x"'],
  ],

  [
    'a key of a provider',
    'provider "aws" {\n  secret_key = "wJalr"\n}\n',
    ['terraform/inline-credentials: secret_key = "wJalr"'],
  ],
  ['a key by variable', 'provider "aws" {\n  secret_key = var.key\n}\n', []],
  [
    'a password of a resource',
    resource('aws_db_instance', '  storage_encrypted = true\n  password = "hunter2"'),
    ['terraform/inline-credentials: password = "hunter2"'],
  ],
  [
    'a password in a nested block',
    resource('null_resource', '  connection {\n    password = "hunter2"\n  }'),
    ['terraform/inline-credentials: password = "hunter2"'],
  ],
  [
    'a default of a variable',
    'variable "db_password" {\n  sensitive = true\n  default = "hunter2"\n}\n',
    ['terraform/inline-credentials: default = "hunter2"'],
  ],
  ['a local', 'locals {\n  api_token = "abc"\n}\n', ['terraform/inline-credentials: api_token = "abc"']],

  [
    'a provisioner',
    resource('null_resource', '  provisioner "local-exec" {\n    command = "x"\n  }'),
    ['terraform/provisioner: provisioner "local-exec"'],
  ],
  [
    'an external program',
    'data "external" "x" {\n  program = ["x"]\n}\n',
    ['terraform/external-data: data "external" "x"'],
  ],
  [
    'state in clear',
    'terraform {\n  backend "s3" {\n    bucket = "x"\n  }\n}\n',
    ['terraform/state-unencrypted: backend "s3"'],
  ],
  ['state encrypted', 'terraform {\n  backend "s3" {\n    encrypt = true\n  }\n}\n', []],
  [
    'state over http',
    'terraform {\n  backend "http" {\n    address = "http://x.example"\n  }\n}\n',
    ['terraform/state-unencrypted: backend "http"'],
  ],
  [
    'an output that is a secret',
    'output "db_password" {\n  value = var.x\n}\n',
    ['terraform/not-sensitive: output "db_password"'],
  ],
  [
    'an output of a secret',
    'output "x" {\n  value = random_password.db.result\n}\n',
    ['terraform/not-sensitive: output "x"'],
  ],
  ['a variable that is marked', 'variable "db_password" {\n  sensitive = true\n}\n', []],

  [
    'strings, comments and templates before it',
    `# resource "x" {\n/* { */\nlocals {\n  a = "}\${format("}%s{", "\\"{")}\${"}"}"\n  b = <<-EOT\n    }} { "\n  EOT\n  c = "$\${not"\n}\n${resource('aws_s3_bucket', '  acl = "public-read"')}`,
    ['terraform/public-bucket: acl = "public-read"'],
  ],
  [
    'a comment asks for silence',
    resource('aws_s3_bucket', '  #tfsec:ignore:all checkov:skip=CKV_AWS_20\n  acl = "public-read"'),
    ['terraform/public-bucket: acl = "public-read"'],
  ],
  ['no Terraform', 'resource "a" {{{\n', ['terraform/unreadable: ']],
];

describe('when Terraform is vetted', () => {
  it.each(cases)('%s', async (_, text, expected) => {
    expect(await lintBlocks(text)).toEqual(expected);
  });

  it('wants versions with an upper bound', async () => {
    const text =
      'terraform {\n  required_providers {\n    aws = { version = ">= 5" }\n    google = { source = "x" }\n  }\n}\n';
    expect(await lint({ 'main.tf': text })).toEqual([
      'terraform/provider-not-pinned: aws = { version = ">= 5" }',
      'terraform/provider-not-pinned: google = { source = "x" }',
      'terraform/provider-not-pinned: terraform',
    ]);
  });

  it('takes each folder as a module of its own', async () => {
    const found = await lint({ 'main.tf': pins, 'sub/main.tf': resource('aws_s3_bucket', '') });
    expect(found).toEqual([
      'terraform/provider-not-pinned: resource "aws_s3_bucket" "x"',
      'terraform/provider-not-pinned: resource "aws_s3_bucket" "x"',
    ]);
  });

  it('reads the JSON language too', async () => {
    const text =
      '{\n "resource": {"aws_s3_bucket": {"x": {"acl": "public-read"}}},\n "module": {"m": [{"source": "acme/vpc/aws"}]}\n}';
    expect(await lint({ 'main.tf.json': text, 'versions.tf': pins })).toEqual([
      'terraform/module-not-pinned: "acme/vpc/aws"',
      'terraform/public-bucket: "public-read"',
    ]);
  });
});

import type { Fields } from '../plain-value.ts';
import type { Remark } from '../remark.ts';
import { nestedBlocks } from './nested-blocks.ts';
import { resourceType, type TerraformCheck, writtenText } from './terraform-check.ts';
import { addressOf } from './terraform-file.ts';

/** Fields that must be true for what a resource keeps, or hands over, to be encrypted. */
const ENCRYPTION_FIELDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws_ebs_volume', ['encrypted']],
  ['aws_db_instance', ['storage_encrypted']],
  ['aws_rds_cluster', ['storage_encrypted']],
  ['aws_docdb_cluster', ['storage_encrypted']],
  ['aws_neptune_cluster', ['storage_encrypted']],
  ['aws_redshift_cluster', ['encrypted']],
  ['aws_efs_file_system', ['encrypted']],
  ['aws_elasticache_replication_group', ['at_rest_encryption_enabled', 'transit_encryption_enabled']],
]);

/** Fields that turn encryption off where it is on by default. */
const SWITCHED_OFF: ReadonlyMap<string, readonly (readonly [field: string, value: RegExp])[]> = new Map([
  [
    'azurerm_storage_account',
    [
      ['https_traffic_only_enabled', /^false$/],
      ['enable_https_traffic_only', /^false$/],
    ],
  ],
  ['aws_kinesis_stream', [['encryption_type', /^NONE$/]]],
  [
    'aws_instance',
    [
      ['root_block_device', /"encrypted":false/],
      ['ebs_block_device', /"encrypted":false/],
    ],
  ],
  [
    'azurerm_redis_cache',
    [
      ['enable_non_ssl_port', /^true$/],
      ['non_ssl_port_enabled', /^true$/],
    ],
  ],
  ['aws_sqs_queue', [['sqs_managed_sse_enabled', /^false$/]]],
]);

/** Fields that give a database a public address. */
const PUBLIC_DATABASES: ReadonlyMap<string, readonly [field: string, isPublic: (value: unknown) => boolean]> =
  new Map([
    ['aws_db_instance', ['publicly_accessible', (value) => value === true]],
    ['aws_rds_cluster_instance', ['publicly_accessible', (value) => value === true]],
    ['aws_redshift_cluster', ['publicly_accessible', (value) => value === true]],
    ['aws_dms_replication_instance', ['publicly_accessible', (value) => value === true]],
    [
      'azurerm_mssql_server',
      ['public_network_access_enabled', (value) => value === true || value === undefined],
    ],
    [
      'azurerm_postgresql_server',
      ['public_network_access_enabled', (value) => value === true || value === undefined],
    ],
    [
      'azurerm_mysql_server',
      ['public_network_access_enabled', (value) => value === true || value === undefined],
    ],
    ['azurerm_postgresql_flexible_server', ['public_network_access_enabled', (value) => value === true]],
    [
      'azurerm_cosmosdb_account',
      ['public_network_access_enabled', (value) => value === true || value === undefined],
    ],
  ]);

/** Whether what is kept is encrypted, and not reached from outside. */
export const checkStorage: TerraformCheck = (block) => {
  const type = resourceType(block) ?? '';
  const address = addressOf(block);
  const missing = (ENCRYPTION_FIELDS.get(type) ?? []).filter((field) => isOffOrMissing(block.body[field]));
  const off = (SWITCHED_OFF.get(type) ?? []).filter(([field, value]) =>
    value.test(writtenText(block.body[field])),
  );
  const remarks = [...missing, ...off.map(([field]) => field)].map(
    (field): Remark => ({
      rule: 'terraform/unencrypted-storage',
      message: `${address} is not encrypted: ${field} is ${block.body[field] === undefined ? 'not set' : writtenText(block.body[field]).slice(0, 60)}.`,
      help: 'Turn encryption on, at rest and on the way.',
      place: block.placeOf([field]),
      about: address,
    }),
  );
  return [
    ...remarks,
    ...publicFieldsOf(type, block.body).map(
      (path): Remark => ({
        rule: 'terraform/public-database',
        message: `${address} has a public address.`,
        help: 'Keep the database in a private network, and reach it from there.',
        place: block.placeOf(path),
        about: address,
      }),
    ),
  ];
};

function isOffOrMissing(value: unknown): boolean {
  return value === undefined || value === null || value === false || value === 'false';
}

function publicFieldsOf(type: string, body: Fields): (readonly (string | number)[])[] {
  const known = PUBLIC_DATABASES.get(type);
  if (known !== undefined) return known[1](body[known[0]]) ? [[known[0]]] : [];
  if (/^azurerm_(?:mssql|postgresql|mysql|mariadb)\w*_firewall_rule$/.test(type)) {
    return body['start_ip_address'] === '0.0.0.0' && body['end_ip_address'] !== '0.0.0.0'
      ? [['start_ip_address']]
      : [];
  }
  if (type !== 'google_sql_database_instance') return [];
  return nestedBlocks({ body }, 'settings').flatMap((settings) =>
    nestedBlocks(settings, 'ip_configuration').flatMap((configuration) =>
      nestedBlocks(configuration, 'authorized_networks')
        .filter((network) => /\/0$/.test(writtenText(network.body['value'])))
        .map((network) => [...settings.path, ...configuration.path, ...network.path, 'value']),
    ),
  );
}

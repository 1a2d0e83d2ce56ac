import type { CrmObject } from './crm/record.ts';

/** What an installation chooses; the manifest describes each. */
export interface Config {
  readonly objects: readonly CrmObject[];
  /** Of the tables; it exists. */
  readonly schema: string;
  readonly batchSize: number;
  readonly maxDeadLetters: number;
  readonly fullResyncDay: 'sunday' | 'none';
}

export type SecretName = 'CRM_CLIENT_SECRET' | 'DATABASE_URL';

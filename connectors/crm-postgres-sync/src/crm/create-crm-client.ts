import type { CrmObject } from './record.ts';

const CRM = 'https://crm.example.com';
const CLIENT_ID = 'crm-postgres-sync';
const CALL_MS = 30_000;

export interface ChangesPage {
  readonly records: readonly unknown[];
  readonly cursor: string;
  readonly more: boolean;
}

export interface IdEntry {
  readonly id: string;
  readonly version: number;
  readonly deleted: boolean;
}

export interface CrmClient {
  /** What changed since the cursor; all from the beginning without one. */
  readChanges(object: CrmObject, cursor: string | null, limit: number): Promise<ChangesPage>;
  /** Ids with their versions, after one of them, in their order. */
  readIds(object: CrmObject, after: string, limit: number): Promise<readonly IdEntry[]>;
  readRecords(object: CrmObject, ids: readonly string[]): Promise<readonly unknown[]>;
}

/**
 * Reads from the CRM with one token for the whole run.
 *
 * @param secret of the client, or what stands for it: it is sent in a header alone
 * @throws {Error} when the CRM does not answer, with the status
 */
export async function createCrmClient(secret: string, objects: readonly CrmObject[]): Promise<CrmClient> {
  const scope = objects.map((object) => `crm:${object}:read`).join(' ');
  const { access_token: token } = await ask('/oauth/token', {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${CLIENT_ID}:${secret}`)}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }).toString(),
  });
  if (typeof token !== 'string') throw new Error('The CRM gave no token.');
  const read = (object: CrmObject, query: Readonly<Record<string, string>>) =>
    ask(`/records/${object}?${new URLSearchParams(query)}`, {
      headers: { authorization: `Bearer ${token}` },
    });

  return {
    async readChanges(object, cursor, limit) {
      const query = { limit: String(limit), ...(cursor === null ? {} : { cursor }) };
      const { records, cursor: next, more } = await read(object, query);
      if (!Array.isArray(records) || typeof next !== 'string')
        throw new Error('The CRM answered without records.');
      return { records, cursor: next, more: more === true };
    },
    async readIds(object, after, limit) {
      const { ids } = await read(object, { view: 'ids', after, limit: String(limit) });
      if (!Array.isArray(ids)) throw new Error('The CRM answered without ids.');
      return ids as IdEntry[];
    },
    async readRecords(object, ids) {
      const { records } = await read(object, { ids: ids.join(',') });
      if (!Array.isArray(records)) throw new Error('The CRM answered without records.');
      return records;
    },
  };
}

async function ask(path: string, init: RequestInit): Promise<Readonly<Record<string, unknown>>> {
  const signal = AbortSignal.timeout(CALL_MS);
  const answer = await fetch(`${CRM}${path}`, { ...init, redirect: 'manual', signal });
  if (!answer.ok) throw new Error(`The CRM answered ${answer.status}.`);
  return (await answer.json()) as Readonly<Record<string, unknown>>;
}

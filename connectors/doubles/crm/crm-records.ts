export type CrmObject = 'accounts' | 'contacts' | 'opportunities';

export const crmObjects: readonly CrmObject[] = ['accounts', 'contacts', 'opportunities'];

/** A record as the connector's schemas/record.schema.json describes it. */
export interface CrmRecord {
  readonly id: string;
  readonly object: CrmObject;
  readonly version: number;
  readonly changedAt: string;
  readonly deleted: boolean;
  readonly fields?: Readonly<Record<string, unknown>>;
}

interface Change {
  readonly sequence: number;
  readonly record: CrmRecord;
}

export interface Page {
  readonly records: readonly CrmRecord[];
  /** Where to go on; it stays good however much changes meanwhile. */
  readonly cursor: string;
  readonly more: boolean;
}

/** The CRM's records, each with its last change, in the order of the changes. */
export class CrmRecords {
  readonly #changes = new Map<string, Change>();
  #sequence = 0;

  /** Keeps a record as it is given, right or wrong: a connector has to cope with both. */
  put(record: CrmRecord): void {
    this.#sequence += 1;
    this.#changes.set(`${record.object}/${record.id}`, { sequence: this.#sequence, record });
  }

  /** Changes a record without telling of it, as a CRM does that leaves a change out. */
  putQuietly(record: CrmRecord): void {
    this.#changes.set(`${record.object}/${record.id}`, { sequence: 0, record });
  }

  /** Undefined for a cursor that is none of ours. */
  changes(object: CrmObject, cursor: string, limit: number): Page | undefined {
    const [, after] = /^(?:c(\d{1,12}))?$/.exec(cursor) ?? ['', 'none'];
    if (after === 'none') return undefined;
    const since = Number(after ?? 0);
    const newer = [...this.#changes.values()]
      .filter(({ sequence, record }) => record.object === object && sequence > since)
      .sort((a, b) => a.sequence - b.sequence);
    const page = newer.slice(0, limit);
    return {
      records: page.map(({ record }) => record),
      cursor: `c${page.at(-1)?.sequence ?? since}`,
      more: newer.length > page.length,
    };
  }

  /** Ids with versions, in the order of the ids: what a comparison needs. */
  ids(
    object: CrmObject,
    after: string,
    limit: number,
  ): readonly Pick<CrmRecord, 'id' | 'version' | 'deleted'>[] {
    return [...this.#changes.values()]
      .flatMap(({ record }) => (record.object === object && record.id > after ? [record] : []))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit)
      .map(({ id, version, deleted }) => ({ id, version, deleted }));
  }

  /** It is gone, and no change tells of it. */
  drop(object: CrmObject, id: string): void {
    this.#changes.delete(`${object}/${id}`);
  }

  find(object: CrmObject, id: string): CrmRecord | undefined {
    return this.#changes.get(`${object}/${id}`)?.record;
  }
}

export type CrmObject = 'accounts' | 'contacts' | 'opportunities';

/** A record as a row of its table. */
export interface Row {
  readonly id: string;
  readonly version: number;
  /** ISO 8601 in UTC. */
  readonly changed_at: string;
  readonly deleted: boolean;
  readonly [column: string]: string | number | boolean | null;
}

type Field = 'text' | 'required' | 'id' | 'decimal' | 'currency' | 'date';

/** Fields of the records, which are the columns of the tables as well. */
export const fieldsOf: Readonly<Record<CrmObject, Readonly<Record<string, Field>>>> = {
  accounts: { name: 'required', country: 'text', industry: 'text', owner_team: 'text' },
  contacts: { account_id: 'id', name: 'text', email: 'text', phone: 'text' },
  opportunities: {
    account_id: 'id',
    name: 'required',
    stage: 'text',
    amount: 'decimal',
    currency: 'currency',
    closed_on: 'date',
  },
};

const LONGEST_TEXT = 1_000;

/** A record of schemas/record.schema.json as a row, or why it is none. */
export function parseRecord(object: CrmObject, value: unknown): Row | string {
  if (typeof value !== 'object' || value === null) return 'not a record';
  const {
    id,
    object: named,
    version,
    changedAt,
    deleted,
    fields,
  } = value as Readonly<Record<string, unknown>>;
  if (typeof id !== 'string' || !/^[A-Z][0-9]{7}$/.test(id)) return 'id is wrong';
  if (named !== object) return 'object is another';
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) return 'version is wrong';
  const changed_at = readTime(changedAt);
  if (changed_at === undefined) return 'changedAt is no time';
  if (typeof deleted !== 'boolean') return 'deleted is missing';
  const base = { id, version, changed_at, deleted };
  if (deleted) return base;
  if (typeof fields !== 'object' || fields === null) return 'fields are missing';
  const row: Record<string, string | null> = {};
  for (const [name, kind] of Object.entries(fieldsOf[object])) {
    const read = readField((fields as Readonly<Record<string, unknown>>)[name], kind);
    if (read === undefined) return `${name} is wrong`;
    row[name] = read;
  }
  return { ...base, ...row };
}

/** The id of what could not be read, as far as it has one. */
export function idOf(value: unknown): string {
  const id = typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : undefined;
  return typeof id === 'string' ? id.slice(0, 100).replaceAll('\0', '') : '';
}

/** Undefined for what does not fit, null for what is not there. */
function readField(value: unknown, kind: Field): string | null | undefined {
  if (value === undefined || value === null) return kind === 'required' ? undefined : null;
  if (typeof value !== 'string' || value.length > LONGEST_TEXT || value.includes('\0')) return undefined;
  switch (kind) {
    case 'text':
      return value;
    case 'required':
      return value.trim() === '' ? undefined : value;
    case 'id':
      return /^[A-Z][0-9]{7}$/.test(value) ? value : undefined;
    case 'decimal':
      return /^-?\d{1,14}(\.\d{1,4})?$/.test(value) ? value : undefined;
    case 'currency':
      return /^[A-Z]{3}$/.test(value) ? value : undefined;
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(value) && readTime(`${value}T00:00:00Z`)?.startsWith(value)
        ? value
        : undefined;
  }
}

/** A time without a zone is in UTC, as all of the CRM's are. */
function readTime(value: unknown): string | undefined {
  const match =
    typeof value === 'string'
      ? /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?$/.exec(value)
      : null;
  const time = match === null ? Number.NaN : Date.parse(`${match[1]}${match[2] ?? 'Z'}`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

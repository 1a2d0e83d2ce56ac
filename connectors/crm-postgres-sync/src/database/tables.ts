import { type CrmObject, fieldsOf } from '../crm/record.ts';

export const tableOf: Readonly<Record<CrmObject, string>> = {
  accounts: 'crm_account',
  contacts: 'crm_contact',
  opportunities: 'crm_opportunity',
};

const types: Readonly<Record<string, string>> = { decimal: 'numeric(18,4)', date: 'date' };

/** Columns of a table beside id, version, changed_at and deleted_at, with their types. */
export function columnsOf(object: CrmObject): readonly { readonly name: string; readonly type: string }[] {
  return Object.entries(fieldsOf[object]).map(([name, kind]) => ({ name, type: types[kind] ?? 'text' }));
}

/** A name that the configuration has checked, as part of a statement. */
export function quoteName(name: string): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name)) throw new Error('The name of the schema is wrong.');
  return `"${name}"`;
}

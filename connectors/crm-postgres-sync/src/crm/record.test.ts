import { describe, expect, it } from 'vitest';
import { parseRecord } from './record.ts';

const record = (parts: object = {}) => ({
  id: 'O0000001',
  object: 'opportunities',
  version: 3,
  changedAt: '2026-11-20T10:00:00+02:00',
  deleted: false,
  fields: { name: 'Renewal' },
  ...parts,
});
const fields = (parts: object) => record({ fields: { name: 'Renewal', ...parts } });

describe('when a record is read', () => {
  it('gives a row with all columns, its time in UTC', () => {
    expect(parseRecord('opportunities', record())).toEqual({
      ...{ id: 'O0000001', version: 3, changed_at: '2026-11-20T08:00:00.000Z', deleted: false },
      ...{ account_id: null, name: 'Renewal', stage: null, amount: null, currency: null, closed_on: null },
    });
  });

  it.each([
    ['id is wrong', record({ id: "O1'; drop" })],
    ['object is another', record({ object: 'contacts' })],
    ['version is wrong', record({ version: 1.5 })],
    ['changedAt is no time', record({ changedAt: 'yesterday' })],
    ['deleted is missing', record({ deleted: undefined })],
    ['fields are missing', record({ fields: undefined })],
    ['name is wrong', record({ fields: {} })],
    ['amount is wrong', fields({ amount: '1e5' })],
    ['amount is wrong', fields({ amount: 1.5 })],
    ['currency is wrong', fields({ currency: 'Euro' })],
    ['closed_on is wrong', fields({ closed_on: '2026-02-30' })],
    ['stage is wrong', fields({ stage: 'a\0b' })],
    ['not a record', null],
  ])('says why it does not fit: %s', (reason, value) => {
    expect(parseRecord('opportunities', value)).toBe(reason);
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sync } from '../src/sync.mjs';

const contact = (id) => ({ id, name: `Name ${id}`, email: `${id}@example.com`, phone: 'not asked for' });

test('reads all pages, writes each contact once, and says where it stopped', async () => {
  const pages = { start: { contacts: [contact('a')], next: 'p2' }, p2: { contacts: [contact('b')] } };
  const rows = new Map();
  const systems = {
    readPage: async (cursor = 'start') => pages[cursor],
    writeRow: async (row) => rows.set(row.id, row),
  };
  assert.deepEqual(await sync({}, systems), { cursor: 'p2', count: 2 });
  await sync({}, systems);
  assert.equal(rows.size, 2);
  assert.deepEqual(Object.keys(rows.get('a')), ['id', 'name', 'email']);
});

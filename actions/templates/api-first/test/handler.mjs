import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handler } from '../src/handler.mjs';

test('answers as the contract says', () => {
  assert.deepEqual(handler({ params: { id: 'o-1' } }), { status: 200, body: { id: 'o-1', status: 'open' } });
  assert.equal(handler({ params: { id: 'none' } }).body.status, 404);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handler } from '../src/handler.mjs';

const ask = (path) => handler({ path, params: { id: path.replace('/orders/', '') } });

test('answers as the contract says', () => {
  assert.deepEqual(ask('/orders/o-1'), { status: 200, body: { id: 'o-1', status: 'open' } });
  assert.equal(ask('/orders/none').body.status, 404);
});

test('says that it is healthy', () => {
  assert.equal(ask('/healthz').status, 200);
});

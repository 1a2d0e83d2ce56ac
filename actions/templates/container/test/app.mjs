import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer } from '../src/app.mjs';

test('finds a task, says when there is none, and is healthy', () => {
  assert.deepEqual(answer('GET', '/tasks/t-1'), { status: 200, body: { id: 't-1', status: 'open' } });
  assert.equal(answer('GET', '/tasks/none').status, 404);
  assert.equal(answer('GET', '/healthz').status, 200);
});

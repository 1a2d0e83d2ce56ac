import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handler } from '../src/handler.mjs';

test('counts open tasks of the teams asked for', async () => {
  const tasks = [
    { team: 'a', status: 'open' },
    { team: 'a', status: 'done' },
    { team: 'b', status: 'open' },
  ];
  assert.deepEqual(await handler({ tasks }, { config: { teams: ['a', 'c'] } }), { a: 1, c: 0 });
});

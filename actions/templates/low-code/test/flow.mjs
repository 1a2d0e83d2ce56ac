import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const { start, steps } = JSON.parse(readFileSync(new URL('../flow.json', import.meta.url), 'utf8'));
const waysOut = ['next', 'approved', 'rejected', 'expired'];

test('leads from each step to one that exists, and leaves none out', () => {
  const reached = new Set([start]);
  for (const name of reached) {
    assert.ok(steps[name], `There is no step ${name}.`);
    for (const way of waysOut) if (way in steps[name]) reached.add(steps[name][way]);
  }
  assert.deepEqual([...reached].sort(), Object.keys(steps).sort());
});

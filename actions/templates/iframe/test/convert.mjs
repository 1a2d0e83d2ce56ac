import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toMiles } from '../public/convert.mjs';

test('converts numbers, and says when there is none', () => {
  assert.equal(toMiles('1.609344'), 1);
  assert.equal(toMiles(' '), undefined);
  assert.equal(toMiles('far'), undefined);
});

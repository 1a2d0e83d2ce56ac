import assert from 'node:assert/strict';
import { test } from 'node:test';
import { badgeText } from '../src/badge-text.mjs';

test('names known states and admits unknown ones', () => {
  assert.equal(badgeText('open'), 'Open');
  assert.equal(badgeText(null), 'Unknown');
});

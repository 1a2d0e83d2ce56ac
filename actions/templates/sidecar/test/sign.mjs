import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signatureHeaders } from '../src/sign.mjs';

test('depends on every part of the call and on the time', () => {
  const call = { method: 'GET', path: '/a', body: '' };
  const at = new Date('2026-01-01T00:00:00Z');
  const { 'x-signature': first } = signatureHeaders(call, 'k', at);
  assert.notEqual(first, signatureHeaders({ ...call, path: '/b' }, 'k', at)['x-signature']);
  assert.notEqual(first, signatureHeaders(call, 'k', new Date(at.getTime() + 1))['x-signature']);
  assert.equal(first, signatureHeaders(call, 'k', at)['x-signature']);
});

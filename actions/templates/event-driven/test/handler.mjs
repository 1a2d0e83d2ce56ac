import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handler } from '../src/handler.mjs';

test('asks for one invoice however often the event comes', () => {
  const event = { id: 'e-1', orderId: 'o-1', amount: '10.00' };
  assert.deepEqual(handler(event), handler({ ...event, id: 'e-2' }));
  assert.equal(handler(event).event.id, 'invoice-o-1');
});

test('sends what it cannot read to the dead-letter queue', () => {
  assert.equal(handler({ id: 'e-1' }).status, 'dead-letter');
});

import { describe, expect, it } from 'vitest';
import { readAnswer } from './read-answer.ts';

const read = (status: number, body: unknown, retryAfter: string | null = null) =>
  readAnswer({ status, retryAfter, body: typeof body === 'string' ? body : JSON.stringify(body) }, 'id-1');
const error = (message: string, code?: string) => ({
  error: { type: 'invalid_request_error', message, code },
});
const later = { kind: 'later', mayBeTaken: false, isRemembered: false, waitMs: undefined };

describe('when Stripe answers', () => {
  it.each([
    ['the event', 200, { object: 'billing.meter_event', identifier: 'id-1' }],
    ['that it has come before', 400, error('An event already exists with identifier id-1.')],
    ['that by a code', 400, error('Duplicate.', 'duplicate_meter_event')],
  ])('takes %s for taken', (_name, status, body) => {
    expect(read(status, body)).toEqual({ kind: 'taken' });
  });

  it.each([
    [
      'a wrong customer',
      400,
      error("No such customer: 'cus_1'", 'resource_missing'),
      "400: No such customer: 'cus_1' (resource_missing)",
    ],
    ['no reason', 404, '', '404: no reason was given'],
    ['something long', 400, error('x'.repeat(900)), `400: ${'x'.repeat(500)}`],
    ['a key', 400, error('Key sk_live_abcDEF_12 is odd.'), '400: Key [key] is odd.'],
  ])('takes %s for a no', (_name, status, body, reason) => {
    expect(read(status, body)).toEqual({ kind: 'refused', reason });
  });

  it.each([
    ['it is too much', 429, error('Slow down.'), '120', { waitMs: 120_000 }],
    ['it is too much, with a date', 429, error('Slow down.'), 'Wed, 01 Jan 2027 00:00:00 GMT', {}],
    ['the key is none', 401, error('Invalid API Key provided: sk_test_****oken'), null, {}],
    ['the key may not', 403, error('No permission.'), null, {}],
    ['it is being asked already', 409, error('In use.'), null, { mayBeTaken: true }],
    ['it failed', 500, error('Oh.'), null, { mayBeTaken: true, isRemembered: true }],
    ['a gateway failed', 502, '<html>', '7', { mayBeTaken: true, isRemembered: true, waitMs: 7_000 }],
    ['it went elsewhere', 302, '', null, {}],
    ['another event', 200, { object: 'billing.meter_event', identifier: 'id-2' }, null, { mayBeTaken: true }],
    ['a page', 200, '<html>', null, { mayBeTaken: true }],
    ['a list', 200, [], null, { mayBeTaken: true }],
  ])('tries again later when %s', (_name, status, body, retryAfter, expected) => {
    expect(read(status, body, retryAfter)).toMatchObject({ ...later, ...expected });
  });

  it('shows no key', () => {
    expect(JSON.stringify(read(401, error('Invalid API Key provided: sk_test_****oken')))).not.toMatch(/sk_/);
  });
});

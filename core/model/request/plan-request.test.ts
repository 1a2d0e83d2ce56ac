import { describe, expect, it } from 'vitest';
import { planRequest, type RequestPull, type RequestStep } from './plan-request.ts';

const pull = (number: number, changes: Partial<RequestPull> = {}): RequestPull => ({
  ...{ number, state: 'open', isCurrent: false, isTouched: false },
  ...changes,
});

describe('when a request may become a pull request', () => {
  it.each<[string, RequestPull[], RequestStep]>([
    ['opens one when there is none', [], { do: 'open' }],
    ['renews the one that is open', [pull(4)], { do: 'renew', number: 4 }],
    [
      'keeps the one that says it already',
      [pull(4, { isCurrent: true, isTouched: true })],
      { do: 'keep', number: 4 },
    ],
    ['leaves the one that people work on', [pull(4, { isTouched: true })], { do: 'leave', number: 4 }],
    [
      'refuses what was merged',
      [pull(4, { state: 'merged' })],
      { do: 'refuse', number: 4, because: 'merged' },
    ],
    [
      'refuses what was closed',
      [pull(4, { state: 'closed' })],
      { do: 'refuse', number: 4, because: 'closed' },
    ],
    ['takes the open one of several', [pull(9, { state: 'closed' }), pull(4)], { do: 'renew', number: 4 }],
    [
      'takes the merged one of those that are over',
      [pull(9, { state: 'closed' }), pull(4, { state: 'merged' })],
      { do: 'refuse', number: 4, because: 'merged' },
    ],
  ])('%s', (_name, pulls, step) => {
    expect(planRequest(pulls)).toEqual(step);
  });
});

import { describe, expect, it } from 'vitest';
import { roomFor } from './room-for.ts';
import { aSubscription } from './testing/a-subscription.ts';

const state = {
  subscriptionId: 'hook',
  seq: 1,
  failingSince: undefined,
  disabledAt: undefined,
  reason: undefined,
};
const now = new Date();

describe('when there is room for deliveries', () => {
  it.each([
    ['an endpoint that works', {}, 0, 16],
    ['one that is asked already', {}, 15, 1],
    ['one that is asked enough', {}, 16, undefined],
    ['one that fails', { failingSince: now }, 0, 1],
    ['one that fails and is asked', { failingSince: now }, 1, undefined],
    ['one that is disabled', { disabledAt: now }, 0, undefined],
  ])('gives %s its part', (_name, change, underWay, room) => {
    const subscriptions = new Map([['hook', aSubscription({ id: 'hook' })]]);
    const busy = Array.from({ length: underWay }, () => ({ subscriptionId: 'hook' }));
    expect(roomFor([{ ...state, ...change }], subscriptions, busy, { mail: false }).get('hook')).toBe(room);
  });

  it('gives none to a channel that nothing is sent by, nor to what the catalog does not list', () => {
    const mail = new Map([['hook', aSubscription({ id: 'hook', channel: 'email' })]]);
    const sizes = [mail, new Map()].map((all) => roomFor([state], all, [], { mail: false }).size);
    expect(sizes).toEqual([0, 0]);
    expect(roomFor([state], mail, [], { mail: true }).get('hook')).toBe(16);
  });
});

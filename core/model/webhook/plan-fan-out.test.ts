import { describe, expect, it } from 'vitest';
import { matchSubscription } from './match-subscription.ts';
import { planFanOut } from './plan-fan-out.ts';
import type { WebhookEvent } from './webhook-event.ts';

const anEvent = (seq: number, change: Partial<WebhookEvent> = {}): WebhookEvent => ({
  seq,
  type: 'app.added',
  entity: { kind: 'App', id: 'crm' },
  revision: 1,
  at: new Date(0),
  data: {},
  ...change,
});

describe('when a subscription names types', () => {
  it.each<[pattern: string, type: string, matches: boolean]>([
    ['app.deprecated', 'app.deprecated', true],
    ['app.deprecated', 'app.deprecated-too', false],
    ['app.*', 'app.deprecated', true],
    ['app.*', 'application.added', false],
    ['app.*', 'app', false],
    ['*', 'catalog.held', true],
  ])('%s and %s: %s', (pattern, type, matches) => {
    expect(matchSubscription({ events: [pattern] }, anEvent(1, { type }))).toBe(matches);
  });
});

describe('when a subscription names entities', () => {
  const subscription = { events: ['*'], entities: ['App/crm'] };

  it.each<[name: string, change: Partial<WebhookEvent>, matches: boolean]>([
    ['that one', {}, true],
    ['another', { entity: { kind: 'App', id: 'erp' } }, false],
    ['one of another kind', { entity: { kind: 'Connector', id: 'crm' } }, false],
    ['the catalog', { entity: undefined }, false],
  ])('hears of %s: %s', (_name, change, matches) => {
    expect(matchSubscription(subscription, anEvent(1, change))).toBe(matches);
  });
});

describe('when events are fanned out', () => {
  const subscription = { id: 'hook', team: 'sales', events: ['app.*'] };

  it('begins after the last one that was looked at', () => {
    const { deliveries } = planFanOut([{ subscription, seq: 2 }], [anEvent(2), anEvent(3)]);
    expect(deliveries).toEqual([
      { subscriptionId: 'hook', seq: 3, eventType: 'app.added', subject: 'App/crm' },
    ]);
  });

  it('begins anew for one that left and came back', () => {
    const entity = { kind: 'Subscription', id: 'hook' } as const;
    const plan = planFanOut(
      [{ subscription, seq: 2 }],
      [
        anEvent(3),
        anEvent(4, { type: 'subscription.removed', entity, change: 'removed' }),
        anEvent(5),
        anEvent(6, { type: 'subscription.added', entity, change: 'added' }),
        anEvent(7),
      ],
    );
    expect(plan.deliveries.map(({ seq }) => seq)).toEqual([7]);
    expect(plan.restarted).toEqual([{ subscriptionId: 'hook', seq: 6 }]);
  });

  it('tells of what only some teams see to those teams alone', () => {
    const events = [
      anEvent(3, { data: { visibleTo: ['finance'] } }),
      anEvent(4, { data: { visibleTo: ['finance', 'sales'] } }),
      anEvent(5, { data: { visibleTo: 'sales' } }),
    ];
    const { deliveries } = planFanOut([{ subscription, seq: 2 }], events);
    expect(deliveries.map(({ seq }) => seq)).toEqual([4]);
  });

  it('takes what the first sync found for no news', () => {
    const events = [anEvent(3, { data: { initial: true } })];
    expect(planFanOut([{ subscription, seq: 2 }], events).deliveries).toEqual([]);
  });
});

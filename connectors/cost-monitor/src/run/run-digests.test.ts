import { describe, expect, it } from 'vitest';
import { MemoryState } from '../../../testing/memory-state.ts';
import type { Message } from '../digest/message.ts';
import { createCostMemory } from './cost-memory.ts';
import { type RunParts, runDigests } from './run-digests.ts';

const now = Date.parse('2026-11-22T06:00:00Z');
const row = {
  EffectiveCost: '1.50',
  BillingCurrency: 'EUR',
  ServiceName: 'Compute',
  ChargePeriodStart: '2026-11-21T00:00:00Z',
};

describe('when a run saw the days before another one posted its digest', () => {
  it('posts none for the same day', async () => {
    const posted: Message[] = [];
    const memory = createCostMemory(new MemoryState(() => now));
    const parts: RunParts = {
      config: { channel: '#c', groupBy: 'team', jumpPercent: 20, minAmount: '10.00', source: 'api' },
      costs: {
        readStatus: async (day) =>
          day === '2026-11-21' ? { complete: true, missingAccounts: [] } : undefined,
        async *readRows() {
          yield row;
        },
      },
      // What the slower run knows is from before.
      memory: { ...memory, lastPosted: async () => undefined },
      readTeams: async () => [],
      usage: { record: async () => undefined },
      post: async (message) => {
        posted.push(message);
        return { kind: 'posted', ts: '1.1' };
      },
      ...{ now, log: () => undefined, logEvent: () => undefined },
    };
    await runDigests(parts);
    await runDigests(parts);
    expect(posted.map(({ text }) => text)).toEqual(['Saturday, 21 November 2026: 1.50 EUR']);
  });
});

import { describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { until } from '../testing/until.ts';
import { openRefreshGate } from './refresh-gate.ts';

function openGate() {
  const clock = new FakeClock();
  const asked = { times: 0 };
  const gate = openRefreshGate(
    async () => {
      asked.times++;
    },
    clock,
    () => {},
  );
  return { clock, asked, gate };
}

const times = async (gate: { ask(): Promise<void> }, count: number) => {
  for (let i = 0; i < count; i++) await gate.ask();
};

describe('when refreshes are asked for', () => {
  it('lets a few in a row through at once', async () => {
    const { asked, gate } = openGate();
    await times(gate, 3);
    expect(asked.times).toBe(3);
  });

  it('makes one of all that come after a burst, once a second', async () => {
    const { clock, asked, gate } = openGate();
    await times(gate, 1_000);
    expect(asked.times).toBe(20);
    clock.advance(1_000);
    await until(
      () => asked.times,
      (count) => count === 21,
    );
    expect(clock.sleeping).toBe(0);
  });

  it('lets as many through again after a quiet time', async () => {
    const { clock, asked, gate } = openGate();
    await times(gate, 20);
    clock.advance(60_000);
    await times(gate, 20);
    expect(asked.times).toBe(40);
  });

  it('asks nothing more once it is closed', async () => {
    const { clock, asked, gate } = openGate();
    await times(gate, 21);
    gate.close();
    clock.advance(5_000);
    expect(asked.times).toBe(20);
  });
});

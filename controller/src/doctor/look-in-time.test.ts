import { describe, expect, it } from 'vitest';
import type { Check, Surroundings } from './diagnosis.ts';
import { lookInTime } from './look-in-time.ts';

const looking = (look: Check<Surroundings>['look']): Check<Surroundings> => ({ name: 'Moon', look });

describe('when a check looks', () => {
  it('gives what it found', async () => {
    const check = looking(async () => [{ name: 'Moon', status: 'pass', found: 'full' }]);
    await expect(lookInTime(check, { env: {} }, 10_000)).resolves.toEqual([
      { name: 'Moon', status: 'pass', found: 'full' },
    ]);
  });

  it('says so when it breaks, without credentials', async () => {
    const check = looking(() => Promise.reject(new Error('no answer from https://bot:hunter2@moon')));
    await expect(lookInTime(check, { env: {} }, 10_000)).resolves.toMatchObject([
      { name: 'Moon', status: 'fail', found: 'no answer from https://***@moon' },
    ]);
  });

  it('does not wait for ever', async () => {
    const check = looking(() => new Promise(() => undefined));
    await expect(lookInTime(check, { env: {} }, 1)).resolves.toMatchObject([
      { status: 'fail', found: 'nothing came within 0.001 s' },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { anInstance } from '../testing/an-instance.ts';
import { parseInstanceLimits } from './parse-instance-limits.ts';

const parse = (runtime: object) =>
  parseInstanceLimits(anInstance({ runtime: { type: 'function', entry: 'main.js', ...runtime } }));
const MIB = 2 ** 20;

describe('when the limits of an instance are read', () => {
  it.each([
    ['none', {}, 128 * MIB, 30_000],
    ['its own', { resources: { memory: '64Mi', timeout: '2s' } }, 64 * MIB, 2_000],
    ['some of its own', { resources: { timeout: '15m' } }, 128 * MIB, 900_000],
  ])('takes %s', (_, runtime, codeBytes, timeoutMs) => {
    expect(parse(runtime)).toEqual({ codeBytes, memoryBytes: codeBytes + 160 * MIB, timeoutMs });
  });

  it.each([
    ['too much memory', { resources: { memory: '5Gi' } }, /memory is "5Gi"; expected 4Gi at most/],
    ['no memory', { resources: { memory: '0' } }, /memory is "0"/],
    ['memory in no unit', { resources: { memory: '128 apples' } }, /memory is "128 apples"/],
    ['too much time', { resources: { timeout: '1h' } }, /timeout is "1h"; expected 15m at most/],
    ['no time', { resources: { timeout: '0s' } }, /timeout is "0s"/],
    ['times that are none', { schedule: 'now and then' }, /schedule is "now and then"; expected a cron/],
  ])('refuses %s', (_, runtime, message) => {
    expect(() => parse(runtime)).toThrow(
      expect.objectContaining({ code: 'invalid', message: expect.stringMatching(message) }),
    );
  });
});

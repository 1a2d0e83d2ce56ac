import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decimalText,
  shiftPoint,
  toAmountFromCents,
  toCpu,
  toDuration,
  toMemory,
  toShare,
  toVersion,
} from './convert-quantity.ts';
import type { Mapped } from './mapped.ts';
import { SourceNode } from './source-node.ts';

const convert = (by: (node: SourceNode) => Mapped | undefined, value: unknown): unknown =>
  by(new SourceNode(value))?.value;

describe('when cents become an amount', () => {
  it.each([
    [2, '0.02'],
    [12.5, '0.125'],
    [150, '1.50'],
    [0, '0.00'],
    ['0.1', '0.001'],
    [100000, '1000.00'],
    [1e-7, '0.000000001'],
    ['$5', '0.05'],
    [-3, undefined],
    ['two', undefined],
    [Number.NaN, undefined],
  ])('writes %j as %j', (cents, amount) => {
    expect(convert(toAmountFromCents, cents)).toBe(amount);
  });

  it('is exact where floating point is not', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), (cents) => {
        const [whole = '', fraction = ''] = String(convert(toAmountFromCents, String(cents))).split('.');
        expect(BigInt(whole) * 100n + BigInt(fraction)).toBe(cents);
      }),
    );
  });

  it('moves the point there and back', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^(0|[1-9]\d{0,8})(\.\d{0,6}[1-9])?$/),
        fc.integer({ min: 1, max: 12 }),
        (decimal, places) => {
          expect(shiftPoint(shiftPoint(decimal, -places), places)).toBe(decimal);
        },
      ),
    );
  });

  it('reads exponents as digits', () => {
    expect(decimalText('1.5e-7')).toBe('0.00000015');
    expect(decimalText('2e3')).toBe('2000');
  });
});

describe('when other quantities are read', () => {
  it.each([
    ['v1.2', '1.2.0'],
    ['1.2.3-rc.1', '1.2.3-rc.1'],
    [2, '2.0.0'],
    ['latest', undefined],
  ])('takes version %j as %j', (text, version) => {
    expect(convert(toVersion, text)).toBe(version);
  });

  it.each([
    ['30d', '30d'],
    ['30 days', '30d'],
    ['6 Months', '6mo'],
    ['p30d', 'P30D'],
    [30, '30d'],
    ['1500ms', '2s'],
    ['a while', undefined],
  ])('takes duration %j as %j', (text, duration) => {
    expect(convert((node) => toDuration(node, 'd'), text)).toBe(duration);
  });

  it.each([
    ['512MB', '512M'],
    ['1 GiB', '1Gi'],
    [256, '256Mi'],
    ['64ki', '64Ki'],
    ['64k', '64k'],
    ['much', undefined],
  ])('takes memory %j as %j', (text, memory) => {
    expect(convert(toMemory, text)).toBe(memory);
  });

  it.each([
    [0.5, '0.5'],
    ['500m', '500m'],
    ['2 vCPU', '2'],
    ['lots', undefined],
  ])('takes processor share %j as %j', (text, cpu) => {
    expect(convert(toCpu, text)).toBe(cpu);
  });

  it.each([
    [0.2, '0.2'],
    ['20%', '0.20'],
    [35, '0.35'],
    ['0.5%', '0.005'],
    [1, '1'],
  ])('takes share %j as %j', (text, share) => {
    expect(convert(toShare, text)).toBe(share);
  });
});

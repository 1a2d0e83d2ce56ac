import Big from 'big.js';

/** What values are kept in: counts, seconds and bytes. */
export type Quantity = 'count' | 'seconds' | 'bytes';

interface Measure {
  readonly quantity: Quantity;
  /** How much of the quantity one is. */
  readonly size: Big;
}

const sizes: Readonly<Record<Quantity, Readonly<Record<string, string>>>> = {
  count: { '1': '1', k: '1000', M: '1000000' },
  seconds: { ms: '0.001', s: '1', min: '60', h: '3600', d: '86400' },
  bytes: {
    ...{ B: '1', kB: '1000', MB: '1000000', GB: '1000000000', TB: '1000000000000' },
    ...{ KiB: '1024', MiB: '1048576', GiB: '1073741824', TiB: '1099511627776' },
  },
};

/** Everything that an event may be measured in, by its sign. */
export const measures: ReadonlyMap<string, Measure> = new Map(
  Object.entries(sizes).flatMap(([quantity, signs]) =>
    Object.entries(signs).map(
      ([sign, size]) => [sign, { quantity: quantity as Quantity, size: new Big(size) }] as const,
    ),
  ),
);

/** Signs of what measures a quantity; none for a quantity that only its price book knows. */
export function signsOf(quantity: string): readonly string[] {
  return [...measures].flatMap(([sign, measure]) => (measure.quantity === quantity ? [sign] : []));
}

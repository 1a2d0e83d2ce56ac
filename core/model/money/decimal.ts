/** An exact decimal number: `units` divided by ten to the power of `scale`. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

export const zero: Decimal = { units: 0n, scale: 0 };

/** Digits that any amount of money needs at most: more would only cost time. */
const MOST_DIGITS = 60;

/** Fewest digits after the point that money is written with. */
const PLACES = 2;

const FORM = /^(\d+)(?:\.(\d+))?(?:e([+-]\d{1,2}))?$/;

/** The amount as it is written; undefined for what is not an amount, or is longer than any. */
export function parseDecimal(written: string | number): Decimal | undefined {
  const text = String(written);
  const match = text.length <= MOST_DIGITS ? FORM.exec(text) : null;
  if (match === null) return undefined;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const scale = fraction.length - Number(exponent);
  const units = BigInt(whole + fraction);
  return scale < 0 ? { units: units * 10n ** BigInt(-scale), scale: 0 } : { units, scale };
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: raise(a, scale) + raise(b, scale), scale };
}

/** `250.00`, `0.0004`: every digit that counts, and never fewer than two after the point. */
export function formatDecimal(decimal: Decimal): string {
  const scale = Math.max(decimal.scale, PLACES);
  const digits = String(raise(decimal, scale)).padStart(scale + 1, '0');
  const fraction = digits.slice(-scale).replace(/0+$/, '').padEnd(PLACES, '0');
  return `${digits.slice(0, -scale)}.${fraction}`;
}

function raise({ units, scale }: Decimal, to: number): bigint {
  return units * 10n ** BigInt(to - scale);
}

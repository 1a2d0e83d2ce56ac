/** A binary number of any size, not below zero: mantissa × 2^exponent. */
export interface BigFloat {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/** `digits` × 10^`exponent`, rounded the way Go's `big.Float` reads a decimal: with a power of five in 128 bits. */
export function fromDecimal(digits: bigint, exponent: number, precision: number): BigFloat {
  const exact = { mantissa: digits, exponent };
  if (exponent > 0) return multiply(exact, powerOfFive(exponent, precision + 64), precision);
  if (exponent < 0) return divide(exact, powerOfFive(-exponent, precision + 64), precision);
  return round(exact, precision);
}

export function multiply(one: BigFloat, other: BigFloat, precision: number): BigFloat {
  const product = { mantissa: one.mantissa * other.mantissa, exponent: one.exponent + other.exponent };
  return round(product, precision);
}

/** The whole part: what follows the point is cut off. */
export function truncate({ mantissa, exponent }: BigFloat): bigint {
  return exponent >= 0 ? mantissa << BigInt(exponent) : mantissa >> BigInt(-exponent);
}

function divide(one: BigFloat, other: BigFloat, precision: number): BigFloat {
  const shift = Math.max(0, precision + 2 + bitLength(other.mantissa) - bitLength(one.mantissa));
  const dividend = one.mantissa << BigInt(shift);
  const quotient = dividend / other.mantissa;
  const exponent = one.exponent - other.exponent - shift;
  if (quotient * other.mantissa === dividend) return round({ mantissa: quotient, exponent }, precision);
  // One more bit stands for the rest, so that what lies just beside the middle is not rounded as the middle.
  return round({ mantissa: quotient * 2n + 1n, exponent: exponent - 1 }, precision);
}

/** The largest power of five that Go has in a table; above, it multiplies and rounds at each step. */
const EXACT_POWER = 27;

function powerOfFive(exponent: number, precision: number): BigFloat {
  if (exponent <= EXACT_POWER) return { mantissa: 5n ** BigInt(exponent), exponent: 0 };
  let power: BigFloat = { mantissa: 5n ** BigInt(EXACT_POWER), exponent: 0 };
  let square: BigFloat = { mantissa: 5n, exponent: 0 };
  for (let rest = exponent - EXACT_POWER; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power = multiply(power, square, precision);
    square = multiply(square, square, precision + 64);
  }
  return power;
}

/** To the nearest of `precision` bits, in the middle to the even one. */
function round({ mantissa, exponent }: BigFloat, precision: number): BigFloat {
  const surplus = bitLength(mantissa) - precision;
  if (surplus <= 0) return { mantissa, exponent };
  const kept = mantissa >> BigInt(surplus);
  const rest = mantissa - (kept << BigInt(surplus));
  const half = 1n << BigInt(surplus - 1);
  const up = rest > half || (rest === half && kept % 2n === 1n);
  return { mantissa: up ? kept + 1n : kept, exponent: exponent + surplus };
}

function bitLength(value: bigint): number {
  const hex = value.toString(16);
  return (hex.length - 1) * 4 + Number.parseInt(hex.charAt(0), 16).toString(2).length;
}

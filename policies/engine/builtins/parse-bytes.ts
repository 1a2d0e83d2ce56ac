import { type BigFloat, fromDecimal, multiply, truncate } from './big-float.ts';
import { unexpected } from './builtin-error.ts';
import { exactInteger } from './exact-integer.ts';
import { readText } from './read-operand.ts';

const BUILTIN = 'units.parse_bytes';

/** Bits that OPA calculates with; whatever does not fit is rounded, so that 64 bits give the same number of bytes. */
const PRECISION = 64;

const FORM =
  /^(?<sign>[+-]?)(?:(?<whole>\d+)(?:\.(?<fraction>\d*))?|\.(?<bare>\d+))(?:e(?<exponent>[+-]?\d{1,6}))?(?:(?<prefix>[kmgtpe])(?<binary>i?)b?)?$/;

const PREFIXES = 'kmgtpe';

/**
 * `units.parse_bytes(x)`: bytes of an amount such as `10GB` (decimal), `1.5MiB` (binary), `5K` or `1e6KB`. Letters
 * may be large or small and the B is optional; a part of a byte is dropped.
 *
 * @throws {BuiltinError} when the text is no such amount
 */
export function parseBytes(x: unknown): object {
  const text = readText(BUILTIN, x);
  const parts = FORM.exec(normalize(text))?.groups;
  if (parts === undefined) throw unexpected(BUILTIN, 'an amount such as 10GB, 1.5MiB or 5K', text);
  const fraction = parts['fraction'] || parts['bare'] || '';
  const digits = BigInt(`${parts['whole'] ?? ''}${fraction}`);
  const amount = fromDecimal(digits, Number(parts['exponent'] ?? 0) - fraction.length, PRECISION);
  const bytes = truncate(multiply(amount, unit(parts['prefix'], parts['binary']), PRECISION));
  return exactInteger(parts['sign'] === '-' ? -bytes : bytes);
}

/** OPA ignores quotation marks. Go's small form of İ is a plain i, JavaScript's has a dot of its own. */
function normalize(text: string): string {
  return text.replaceAll('"', '').replaceAll('İ', 'i').toLowerCase();
}

function unit(prefix: string | undefined, binary: string | undefined): BigFloat {
  const power = prefix === undefined ? 0 : PREFIXES.indexOf(prefix) + 1;
  return { mantissa: binary === 'i' ? 1024n ** BigInt(power) : 1000n ** BigInt(power), exponent: 0 };
}

import { coerce, valid } from 'semver';
import { guessed, lossy, type Mapped, mapped } from './mapped.ts';
import type { SourceNode } from './source-node.ts';

/** `v1.2` becomes 1.2.0, and says so; a text without any number in it is no version. */
export function toVersion(node: SourceNode): Mapped | undefined {
  const text = node.scalarText();
  if (text === undefined) return undefined;
  if (valid(text) === text) return mapped(text, node);
  const version = valid(text) ?? coerce(text, { includePrerelease: true })?.version;
  return version === undefined
    ? undefined
    : lossy(version, node, `The version ${shown(text)} is written as ${version}.`);
}

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(ms|millis(econds?)?)$/, 'ms'],
  [/^(s|secs?|seconds?)$/, 's'],
  [/^(m|mins?|minutes?)$/, 'm'],
  [/^(h|hrs?|hours?)$/, 'h'],
  [/^(d|days?)$/, 'd'],
  [/^(w|wks?|weeks?)$/, 'w'],
  [/^(mo|mos|months?)$/, 'mo'],
  [/^(y|yrs?|years?)$/, 'y'],
];

/** `30d`, `30 days`, `P30D`, or a bare number of the unit given. */
export function toDuration(node: SourceNode, bareUnit: 's' | 'd'): Mapped | undefined {
  const text = node.scalarText();
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text))
    return guessed(
      `${text}${bareUnit}`,
      node,
      `A number without a unit was taken as ${bareUnit === 's' ? 'seconds' : 'days'}.`,
    );
  if (/^P/i.test(text)) return mapped(text.toUpperCase(), node);
  const [, count = '', word = ''] = /^(\d+)[\s_-]*([a-z]+)$/i.exec(text) ?? [];
  const unit = UNITS.find(([form]) => form.test(word.toLowerCase()))?.[1];
  if (unit === undefined) return undefined;
  if (unit !== 'ms') return mapped(`${count}${unit}`, node);
  const seconds = Math.ceil(Number(count) / 1000);
  return lossy(`${seconds}s`, node, `Written as ${seconds}s; durations have no milliseconds.`);
}

/** A decimal amount as text. Digits are moved, never calculated, so that none changes. */
export function toAmount(node: SourceNode): Mapped | undefined {
  const digits = decimalOf(node);
  return digits === undefined ? undefined : mapped(digits, node);
}

/** An amount of hundredths: 2 is "0.02" and 12.5 is "0.125". */
export function toAmountFromCents(node: SourceNode): Mapped | undefined {
  const digits = decimalOf(node);
  return digits === undefined ? undefined : mapped(shiftPoint(digits, -2), node);
}

/** A share of 1: `0.2`, `20%` and 20 are the same. */
export function toShare(node: SourceNode): Mapped | undefined {
  const text = node.scalarText()?.replace(/\s*%$/, '');
  const digits = text === undefined ? undefined : decimalText(text);
  if (digits === undefined) return undefined;
  const isPercent = text !== node.scalarText() || Number(digits) > 1;
  if (!isPercent) return mapped(digits, node);
  const share = shiftPoint(digits, -2);
  return guessed(share, node, `Taken as a percentage: ${share} of the revenue.`);
}

function decimalOf(node: SourceNode): string | undefined {
  const text = node.scalarText()?.replace(/^[€$£]\s*/, '');
  return text === undefined ? undefined : decimalText(text);
}

/** Plain decimal digits of a number that may have an exponent; undefined for anything else. */
export function decimalText(text: string): string | undefined {
  const [, whole, fraction = '', exponent = '0'] =
    /^\+?(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const plain = fraction === '' ? whole : `${whole}.${fraction}`;
  return exponent === '0' ? plain : shiftPoint(plain, Number(exponent));
}

/** Moves the decimal point; at least two places stay where it moves to the left. */
export function shiftPoint(decimal: string, places: number): string {
  const [whole = '0', fraction = ''] = decimal.split('.');
  const digits = whole + fraction;
  const point = whole.length + places;
  const padded = point > 0 ? digits.padEnd(point, '0') : digits.padStart(digits.length + 1 - point, '0');
  const at = Math.max(point, 1);
  const head = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const tail = padded.slice(at).replace(/0+$/, '');
  const shown = places < 0 ? tail.padEnd(2, '0') : tail;
  return shown === '' ? head : `${head}.${shown}`;
}

/** Memory with the units that container platforms know: `512 MB` is 512M. */
export function toMemory(node: SourceNode): Mapped | undefined {
  const text = node.scalarText()?.replace(/\s+/g, '');
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return guessed(`${text}Mi`, node, 'Memory without a unit was taken as MiB.');
  const [, count = '', prefix = '', binary = ''] = /^(\d+)([kmgt])(i?)b?$/i.exec(text) ?? [];
  if (count === '') return undefined;
  const letter = prefix.toLowerCase() === 'k' ? (binary === '' ? 'k' : 'K') : prefix.toUpperCase();
  return mapped(`${count}${letter}${binary.toLowerCase()}`, node);
}

/** Processor share: `0.5`, `500m`, `2 vCPU`. */
export function toCpu(node: SourceNode): Mapped | undefined {
  const text = node.scalarText();
  const share = /^(\d+(?:\.\d+)?m?)\s*(?:v?cpus?|cores?)?$/i.exec(text ?? '')?.[1];
  return share === undefined ? undefined : mapped(share, node);
}

/** A text that is safe to quote in a note: short, on one line. */
function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text);
}

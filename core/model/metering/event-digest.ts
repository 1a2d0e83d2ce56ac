import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { UsageEvent } from './usage-event.ts';

/** Of 256 bits, the first 128 are kept for every event for good. */
const BYTES = 16;

/**
 * Tells an event from another with the same id: the same for whatever says the same, in our own form or as a CloudEvent,
 * whether it writes 1 or 1.0, and whenever it comes.
 *
 * @returns 32 hex digits
 */
export function digestEvent({ metric, value, unit, at, sequence, subject, tags }: UsageEvent): string {
  const said = [metric, plain(value), unit, at, sequence, subject, tags].map((member) => member ?? null);
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(said))).subarray(0, BYTES));
}

/** Without zeros that say nothing. */
function plain(value: string): string {
  const [whole = '', fraction = ''] = value.split('.');
  const digits = fraction.replace(/0+$/, '');
  return whole.replace(/^0+(?=\d)/, '') + (digits === '' ? '' : `.${digits}`);
}

import { formats } from '@souk/schemas/formats.ts';
import { UsageError } from './exit-code.ts';

/** A day (midnight UTC) or an RFC 3339 instant from the command line. */
export function readTimestamp(text: string, option: string): Date {
  if (formats['timestamp']?.(text) !== true) {
    throw new UsageError(
      `${option} needs a day like 2027-03-31 or an instant like 2027-03-31T12:00:00Z; got ${JSON.stringify(text)}.`,
    );
  }
  return new Date(text);
}

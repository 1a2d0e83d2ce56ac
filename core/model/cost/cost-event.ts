import { parseCloudEvent, parseEvent } from '../metering/parse-event.ts';
import { showValue } from '../metering/show-value.ts';
import type { TalliedEvent } from './usage-tally.ts';

export type ParsedCostEvent =
  | { readonly ok: true; readonly event: TalliedEvent }
  /** `at` names the member that it is about. */
  | { readonly ok: false; readonly at: string; readonly detail: string };

const INSTALLATION = /^[\x20-\x7e]{1,63}$/;

/** An id that stands in while an event is read: in a file it may be missing. */
const NO_ID = '-';

/**
 * Reads an event as the ingest takes it, our own form or a CloudEvent. In a file it may also say whose it is, as nobody has
 * signed in, and need not have an id: then each counts.
 */
export function parseCostEvent(raw: unknown): ParsedCostEvent {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { ok: false, at: '', detail: `Expected an event as an object; found ${showValue(raw)}.` };
  const { installation, ...rest } = raw as Record<string, unknown>;
  if (installation !== undefined && !(typeof installation === 'string' && INSTALLATION.test(installation)))
    return {
      ok: false,
      at: 'installation',
      detail: `Expected the id of an installation; found ${showValue(installation)}.`,
    };
  const isNamed = Object.hasOwn(rest, 'id');
  const isCloudEvent = Object.hasOwn(rest, 'specversion');
  const parsed = isCloudEvent ? parseCloudEvent(rest) : parseEvent(isNamed ? rest : { id: NO_ID, ...rest });
  if (!parsed.ok) return { ok: false, at: parsed.refusal.at, detail: parsed.refusal.detail };
  const { id, ...event } = parsed.event;
  return {
    ok: true,
    event: {
      ...event,
      ...(isNamed || isCloudEvent ? { id } : {}),
      ...(installation === undefined ? {} : { installation }),
    },
  };
}

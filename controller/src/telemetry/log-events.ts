import type { Level, Logger } from 'pino';

interface LogEvent {
  readonly level: Extract<Level, 'info' | 'warn' | 'error'>;
  readonly description: string;
}

/** What the log tells of, by the stable name in the field `event`. The table in docs/operator.md is compared with this by a test. */
export const logEvents = {
  'start.begun': { level: 'info', description: 'The process opens its database.' },
  'start.ended': { level: 'info', description: 'It answers on its address from now on.' },
  'sync.applied': { level: 'info', description: 'A sync wrote something: one line for each.' },
  'sync.held': { level: 'warn', description: 'Removals wait for somebody to allow them.' },
  'sync.failed': {
    level: 'error',
    description: 'A sync could not do its work; the registry stays as it was.',
  },
  'sync.recovered': { level: 'info', description: 'The first sync after a failed one that went well.' },
  'entity.parked': {
    level: 'warn',
    description: 'An entity failed so often that it waits for a person or a change.',
  },
  'leader.won': { level: 'info', description: 'This replica leads.' },
  'leader.lost': { level: 'warn', description: 'This replica does not lead any more.' },
  'webhook.disabled': {
    level: 'warn',
    description: 'A webhook failed for so long that nothing is sent to it any more.',
  },
  'publication.failed': {
    level: 'error',
    description: 'A version could not be published to the OCI registry.',
  },
  'billing.closed': {
    level: 'info',
    description: 'A month was closed, or issued again: its statements are there.',
  },
  'billing.told': { level: 'warn', description: 'A month was closed, and something of it should be known.' },
  'billing.blocked': {
    level: 'error',
    description: 'A month can not be closed: something is missing from it.',
  },
  'billing.exported': { level: 'info', description: 'Files of billing were handed out.' },
  'payment.later': { level: 'warn', description: 'A payment is tried again later.' },
  'payment.refused': { level: 'error', description: 'A payment was refused by the provider.' },
  'payment.unsure': { level: 'error', description: 'Nobody knows whether the provider has a payment.' },
  'payment.open': { level: 'warn', description: 'Payments wait for somebody to look at them.' },
  'request.failed': { level: 'error', description: 'A request ended in a fault of the controller.' },
  'drain.started': {
    level: 'info',
    description: 'The process has been asked to end, and finishes what it does.',
  },
  'drain.ended': { level: 'info', description: 'Everything is finished or given up.' },
} as const satisfies Readonly<Record<string, LogEvent>>;

export type LogEventName = keyof typeof logEvents;

/** Fields of the same meaning in every line. */
export interface LogFields {
  readonly commit?: string | undefined;
  readonly revision?: number | undefined;
  readonly kind?: string | undefined;
  readonly id?: string | undefined;
  readonly durationMs?: number | undefined;
  readonly err?: unknown;
  readonly [more: string]: unknown;
}

/** Writes one line about something that operators look for by name. */
export function logEvent(logger: Logger, event: LogEventName, fields: LogFields, message: string): void {
  logger[logEvents[event].level]({ event, ...fields }, message);
}

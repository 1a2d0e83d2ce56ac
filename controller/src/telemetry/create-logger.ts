import { withoutCredentials } from '@souk/git/git-error.ts';
import {
  type DestinationStream,
  type LevelWithSilent,
  type Logger,
  pino,
  stdSerializers,
  stdTimeFunctions,
} from 'pino';

export interface LoggerOptions {
  readonly level: LevelWithSilent;
  /** Id of the trace that is going on, if one is. */
  readonly traceId?: () => string | undefined;
  readonly destination: DestinationStream;
}

/** Fields that are never written out, at the top of a line or one level below. */
const secrets = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'secrets',
  'token',
  'repoToken',
  'githubToken',
  'webhookSecret',
  'databaseUrl',
];

/** Logs as JSON lines: stable names, readable levels and times, and nothing that could let somebody in. */
export function createLogger({ level, traceId = () => undefined, destination }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: stripFields },
      mixin: () => ({ trace_id: traceId() }),
      redact: {
        paths: secrets.flatMap((name) => [name, `*.${name}`, `*.headers.${name}`]),
        censor: '***',
      },
      serializers: { err: describeError },
      hooks: {
        logMethod(args, method) {
          const [first, ...rest]: readonly unknown[] = args;
          // By itself pino repeats the message of an error beside it, as it is.
          const whole =
            first instanceof Error ? [{ err: first }, ...(rest.length > 0 ? rest : [first.message])] : args;
          Reflect.apply(method, this, whole.map(stripText));
        },
      },
    },
    destination,
  );
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return stripText(error);
  const { type, message, stack } = stdSerializers.err(error);
  return { type, message: withoutCredentials(message), stack: withoutCredentials(stack) };
}

function stripFields(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, stripText(value)]));
}

function stripText(value: unknown): unknown {
  return typeof value === 'string' ? withoutCredentials(value) : value;
}

import { describe, expect, it } from 'vitest';
import { createLogger } from './create-logger.ts';
import { logEvent } from './log-events.ts';

function capture(traceId?: () => string) {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = createLogger({ level: 'info', destination, ...(traceId === undefined ? {} : { traceId }) });
  return { logger, text: () => lines.join(''), line: () => JSON.parse(lines.at(-1) ?? '{}') };
}

describe('when something is logged', () => {
  it('is one line with stable fields', () => {
    const { logger, line } = capture(() => '0af7651916cd43dd8448eb211c80319c');
    logEvent(logger, 'sync.applied', { commit: 'c1', revision: 4, durationMs: 12 }, 'applied');
    expect(line()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      event: 'sync.applied',
      commit: 'c1',
      revision: 4,
      durationMs: 12,
      trace_id: '0af7651916cd43dd8448eb211c80319c',
      msg: 'applied',
    });
  });

  const secret = 'hunter2';
  const cause = new Error(`at https://bot:${secret}@git.example.com/a.git`);
  it.each<[string, (logger: ReturnType<typeof capture>['logger']) => void]>([
    ['in a message', (logger) => logger.error(`fetch of https://bot:${secret}@git.example.com failed`)],
    ['in an argument of a message', (logger) => logger.error('fetch of %s', `https://bot:${secret}@h/a`)],
    ['in a field', (logger) => logger.error({ url: `postgres://souk:${secret}@db/souk` }, 'no')],
    ['in an error and its stack', (logger) => logger.error({ err: cause }, 'no')],
    ['in the cause of an error', (logger) => logger.error({ err: new Error('no', { cause }) }, 'no')],
    ['in an error alone', (logger) => logger.error(cause)],
    ['by the name of its field', (logger) => logger.error({ token: secret }, 'no')],
    ['one level below', (logger) => logger.error({ config: { webhookSecret: secret } }, 'no')],
    ['in a header', (logger) => logger.error({ req: { headers: { authorization: secret } } }, 'no')],
    ['from a child', (logger) => logger.child({ reqId: 'a' }).error({ password: secret }, 'no')],
  ])('holds no secret %s', (_name, log) => {
    const { logger, text } = capture();
    log(logger);
    expect(text()).not.toContain(secret);
    expect(text()).toContain('***');
  });
});

import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import { until } from '../../testing/until.ts';
import { hideSecrets } from './hide-secrets.ts';
import { LogLines } from './log-lines.ts';

const open = (secrets: readonly string[] = []) => {
  const clock = new FakeClock();
  const seen: string[] = [];
  const log = new LogLines({
    hide: (text) => hideSecrets(text, secrets),
    onLine: (line) => seen.push(line),
    clock,
  });
  return { clock, seen, log };
};

describe('when an instance writes', () => {
  it('shows a line for a line, and commands for a terminal as what they are', async () => {
    const { log, seen } = open();
    const stream = new PassThrough();
    log.follow(stream);
    stream.end('one\ntw');
    stream.push('');
    await until(
      () => seen,
      (lines) => lines.length === 2,
    );
    log.add('a\u001b[2Jb\u2028c\u202ed\r{"level":60}');
    expect(seen).toEqual(['one', 'tw', 'a\uFFFD[2Jb\uFFFDc\uFFFDd\uFFFD{"level":60}']);
  });

  it('takes the value of a secret out before it cuts a line, so that no part of it is left', () => {
    const { log, seen } = open(['the-key-value']);
    log.add(`${'x'.repeat(1_995)}the-key-value`);
    expect(seen[0]).toHaveLength(1_998);
    expect(seen[0]).not.toContain('the-k');
  });

  it('takes out each line of a value that has several', () => {
    const { log, seen } = open(['-----BEGIN KEY-----\nMIIEvQIBADANBg\n-----END KEY-----']);
    log.add('it is MIIEvQIBADANBg');
    expect(seen).toEqual(['it is •••']);
  });

  it('leaves lines out that nobody can read, until the next minute', () => {
    const { log, seen, clock } = open();
    for (let i = 0; i < 1_000; i += 1) log.add(`line ${i}`);
    expect(seen).toHaveLength(300);
    expect(seen.at(-1)).toContain('left out');
    clock.advance(60_000);
    log.add('again');
    expect(seen.at(-1)).toBe('again');
    expect(log.lines).toHaveLength(200);
  });

  it('gathers no line without an end', () => {
    const { log, seen } = open();
    const stream = new PassThrough();
    log.follow(stream);
    for (let i = 0; i < 40; i += 1) stream.emit('data', Buffer.alloc(64 * 1_024, 'z'));
    stream.emit('end');
    expect(seen).toHaveLength(1);
    expect(seen[0]).toHaveLength(2_000);
  });

  it('reads no more than so much a second', async () => {
    const { log, clock } = open();
    const stream = new PassThrough();
    log.follow(stream);
    stream.emit('data', Buffer.alloc(5 * 1_024 * 1_024, 'z'));
    expect(stream.isPaused()).toBe(true);
    clock.advance(1_000);
    await until(
      () => stream.isPaused(),
      (isPaused) => !isPaused,
    );
  });
});

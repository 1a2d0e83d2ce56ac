import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startProgress } from './progress.ts';

class Screen extends Writable {
  text = '';
  readonly isTTY: boolean;

  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('when something takes a while', () => {
  it('says nothing of what is done within a second', () => {
    const stderr = new Screen(true);
    const { tell, stop } = startProgress({ stderr });
    tell('Reading');
    stop();
    vi.advanceTimersByTime(10_000);
    expect(stderr.text).toBe('');
  });

  it('shows each step from then on, and clears the line at the end', () => {
    const stderr = new Screen(true);
    const { tell, stop } = startProgress({ stderr });
    tell('Reading');
    vi.advanceTimersByTime(1000);
    tell('Compiling');
    stop();
    expect(stderr.text).toBe('\r\u001b[2KReading …\r\u001b[2KCompiling …\r\u001b[2K');
  });

  it('says nothing where no person looks', () => {
    const stderr = new Screen(false);
    const { tell } = startProgress({ stderr });
    tell('Reading');
    vi.advanceTimersByTime(10_000);
    expect(stderr.text).toBe('');
  });
});

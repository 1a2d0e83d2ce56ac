import { describe, expect, it } from 'vitest';
import { renderIngest } from './render-ingest.ts';
import { runIngest } from './run-ingest.ts';

function portOf() {
  const printed = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof printed) => ({
    write: (text: string | Uint8Array) => {
      printed[name] += text;
      return true;
    },
  });
  return { printed, port: { stdout: stream('stdout'), stderr: stream('stderr') } };
}

describe('when bench ingest is called', () => {
  it.each([
    { args: ['--events', '0'], expected: '--events needs whole numbers above 0; got 0.' },
    { args: ['--sizes', '10,x'], expected: '--sizes needs whole numbers above 0; got x.' },
    { args: ['--sizes', '1,1001'], expected: '--sizes are at most 1000' },
    { args: ['--databases', 'mysql'], expected: '--databases knows pglite and postgres; got mysql.' },
    { args: ['--fast'], expected: "Unknown option '--fast'" },
  ])('refuses $args', async ({ args, expected }) => {
    const { printed, port } = portOf();
    expect(await runIngest(args, port)).toBe(2);
    expect(printed.stderr).toContain(expected);
    expect(printed.stdout).toBe('');
  });

  it('helps with an example', async () => {
    const { printed, port } = portOf();
    expect(await runIngest(['--help'], port)).toBe(0);
    expect(printed.stdout).toContain('npm run -s bench -- ingest --events 10000000');
  });
});

describe('renderIngest', () => {
  const memory = { medianMB: 210, maxMB: 260, firstMB: 200, lastMB: 220, growthPercent: 10 };
  const figures = {
    ...{ events: 1_000, connections: 8, eventsPerSec: 12_345, p50Ms: 71.2, p99Ms: 130, sentAway: 2 },
    ...{ memory, floorPerSec: 61_000, ofFloor: 0.2 },
  };
  const machine = { cores: 2, model: 'A processor', memoryGb: 8, node: 'v24.0.0', loadBefore: 0.5 };

  it('shows a line for each database and size, and what has grown most', () => {
    const lines = renderIngest({
      ...{ ingest: { 100: figures }, postgres: { 100: { ...figures, eventsPerSec: 20_000 } }, machine },
      memory: { of: 'ingest.100', ...memory },
    }).split('\n');
    expect(lines[0]).toBe('2 cores (A processor), 8 GB, Node v24.0.0, load before 0.5');
    expect(lines[3]).toMatch(
      /^PGlite +100 +12345 +71\.2 +130 +0\.2 of 61000 +2 +210, at most 260 +200 to 220/,
    );
    expect(lines[4]).toMatch(/^PostgreSQL +100 +20000 /);
    expect(lines.at(-1)).toBe(
      'Memory of the controller grew most in ingest.100: from 200 to 220 MB (+10 %).',
    );
  });
});

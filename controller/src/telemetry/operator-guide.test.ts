import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { logEvents } from './log-events.ts';
import { type Metric, metrics } from './metrics.ts';

const guide = readFileSync(join(import.meta.dirname, '../../../docs/operator.md'), 'utf8');

function rowsBelow(heading: string): string[][] {
  const [, section = ''] = guide.split(`\n## ${heading}\n`);
  const [text = ''] = section.split(/\n##/);
  return [...text.matchAll(/^\| (`.+) \|$/gm)].map(([, row = '']) =>
    row.split(' | ').map((cell) => cell.trim()),
  );
}

describe('the guide for operators', () => {
  it('lists every metric, and no other', () => {
    const expected = Object.entries<Metric>(metrics).map(([name, { type, labels, description }]) => [
      `\`${name}\``,
      type,
      labels.map((label) => `\`${label}\``).join(', '),
      description,
    ]);
    expect(rowsBelow('Metrics')).toEqual(expected);
  });

  it('lists every event of the log, and no other', () => {
    const expected = Object.entries(logEvents).map(([name, { level, description }]) => [
      `\`${name}\``,
      level,
      description,
    ]);
    expect(rowsBelow('Logs')).toEqual(expected);
  });
});

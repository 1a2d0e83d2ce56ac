import { describe, expect, it } from 'vitest';
import { parseMessages } from './cli/parse-messages.ts';
import { summarizePlan } from './summarize-plan.ts';

const change = (addr: string, action: string) =>
  JSON.stringify({ type: 'planned_change', change: { resource: { addr }, action } });
const outputs = (action: string) => JSON.stringify({ type: 'outputs', outputs: { souk: { action } } });
const summarize = (lines: readonly string[], hasChanges: boolean) =>
  summarizePlan(parseMessages(lines.join('\n')), hasChanges, ['s3cr3t']);

describe('when an installation is compared with its plan', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['resources', [change('a.b', 'update'), change('c.d', 'noop')], ['a.b (update)']],
    [
      'many',
      Array.from({ length: 7 }, (_, n) => change(`a.b[${n}]`, 'create')),
      [
        'a.b[0] (create)',
        'a.b[1] (create)',
        'a.b[2] (create)',
        'a.b[3] (create)',
        'a.b[4] (create)',
        'and 2 more',
      ],
    ],
    ['outputs alone', [outputs('update')], ['another version or configuration was applied']],
    ['something unknown', [outputs('noop')], ['the plan is not empty']],
  ])('tells of %s that differ', (_name, lines, drift) => {
    expect(summarize(lines, true)).toEqual({ health: 'unknown', drift });
  });

  it('is healthy where nothing differs', () => {
    expect(summarize([outputs('noop')], false)).toEqual({ health: 'healthy', drift: [] });
  });

  it('is not where its own checks fail', () => {
    const diagnostic = {
      ...{ severity: 'warning', summary: 'Check block assertion failed', detail: 'Key s3cr3t ends soon.' },
      range: { filename: 'module/main.tf', start: { line: 3 } },
    };
    expect(summarize([JSON.stringify({ type: 'diagnostic', diagnostic })], false)).toEqual({
      ...{ health: 'unhealthy', drift: [] },
      message: 'Its checks fail: Key ••• ends soon. (module/main.tf:3)',
    });
  });
});

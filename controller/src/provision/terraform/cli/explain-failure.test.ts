import { describe, expect, it } from 'vitest';
import { type CliErrand, explainFailure } from './explain-failure.ts';

const line = (parts: object) =>
  JSON.stringify({ type: 'diagnostic', diagnostic: { severity: 'error', ...parts } });
const range = { filename: 'module/main.tf', start: { line: 7 } };
const explain = (errand: CliErrand, lines: readonly string[], stderr = '', known: readonly string[] = []) =>
  explainFailure(errand, { code: 1, stdout: lines.join('\n'), stderr }, known);

describe('when the CLI fails', () => {
  it.each<[string, CliErrand, object, string, string]>([
    [
      'the code of a module',
      'plan',
      { summary: 'Invalid reference', detail: 'a value', range },
      'invalid',
      'It could not be planned: Invalid reference (module/main.tf:7).',
    ],
    [
      'a variable',
      'plan',
      { summary: 'Invalid value for variable', detail: 'Too short.\n\nThis was checked by', range },
      'invalid',
      'It could not be planned: Invalid value for variable (module/main.tf:7): Too short.',
    ],
    [
      'a resource',
      'plan',
      { summary: 'Access denied', detail: 'token abc', address: 'module.instance.a.b', range },
      'unreachable',
      'It could not be planned: Access denied (module.instance.a.b, module/main.tf:7).',
    ],
    [
      'an apply',
      'apply',
      { summary: 'Quota exceeded', range },
      'unreachable',
      'It could not be applied as planned: Quota exceeded (module/main.tf:7).',
    ],
    [
      'a plan that is old',
      'apply',
      { summary: 'Saved plan is stale' },
      'conflict',
      'It could not be applied as planned: Saved plan is stale.',
    ],
    [
      'a registry',
      'init',
      { summary: 'Failed to download module', range },
      'unreachable',
      'The module could not be initialised: Failed to download module (module/main.tf:7).',
    ],
  ])('tells of %s', (_name, errand, diagnostic, code, message) => {
    expect(explain(errand, ['no JSON', line(diagnostic)])).toMatchObject({
      name: 'DriverError',
      code,
      message,
    });
  });

  it('tells of the first few, and that there are more', () => {
    const { message } = explain(
      'plan',
      Array.from({ length: 5 }, (_, n) => line({ summary: `E${n}` })),
    );
    expect(message).toBe('It could not be planned: E0. E1. E2. And 2 more.');
  });

  it('leaves out warnings, and the values of secrets', () => {
    const warning = line({ severity: 'warning', summary: 'Deprecated' });
    const { message } = explain('apply', [warning, line({ summary: 'Bad key s3cr3t' })], '', ['s3cr3t']);
    expect(message).toBe('It could not be applied as planned: Bad key •••.');
  });

  it('tells of what is no message', () => {
    expect(explain('state', [], '╷\n│ Error: Failed to get state\n').message).toBe(
      'The state could not be worked with: Failed to get state (exit code 1).',
    );
    expect(explainFailure('plan', { code: null, stdout: '', stderr: '' }, []).message).toBe(
      'It could not be planned: it said nothing (it was killed).',
    );
  });
});

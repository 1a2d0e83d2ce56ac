import { describe, expect, it } from 'vitest';
import { setDeprecation } from './set-deprecation.ts';

const days = { announced: '2026-11-23', sunset: '2027-02-21' };

describe('when a manifest is deprecated', () => {
  it('says so with both days, and keeps its comments', () => {
    expect(setDeprecation('id: crm # ours\nlifecycle:\n  # since May\n  stage: published\n', days)).toBe(
      'id: crm # ours\nlifecycle:\n  # since May\n  stage: deprecated\n  deprecation:\n    announced: 2026-11-23\n    sunset: 2027-02-21\n',
    );
  });

  it.each([['id: crm\n'], ['lifecycle: [\n']])('leaves alone what it can not be written into: %j', (text) => {
    expect(setDeprecation(text, days)).toBeUndefined();
  });
});

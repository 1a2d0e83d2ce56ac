import { describe, expect, it } from 'vitest';
import { formatLabel } from './format-label.ts';

describe('formatLabel', () => {
  it.each([
    ['internal-only', 'Internal only'],
    ['costCenter', 'Cost center'],
    ['pii', 'PII'],
    ['consumesApi', 'Consumes API'],
    ['apis', 'APIs'],
    ['ScopeCatalog', 'Scope catalog'],
    ['', ''],
  ])('writes %s as %s', (value, label) => {
    expect(formatLabel(value)).toBe(label);
  });
});

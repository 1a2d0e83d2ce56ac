import { describe, expect, it } from 'vitest';
import { account } from '../testing/reviews.ts';
import { decideGate, type GateSources } from './decide-gate.ts';

const ready: GateSources = {
  verdict: 'pass',
  approvals: { satisfied: true, vetoes: [] },
  meanwhile: [],
  conflicts: [],
};
const waiting = { satisfied: false, vetoes: [] };
const vetoed = { satisfied: false, vetoes: [{ by: account('dan'), role: 'security' }] };
const meanwhile = [{ kind: 'App', id: 'invoice-scanner' }] as const;

describe('when the gate is decided', () => {
  it.each<[state: string, name: string, sources: Partial<GateSources>]>([
    ['ready', 'all is well', {}],
    ['waiting', 'approvals are missing', { approvals: waiting }],
    ['blocked', 'a check denies it', { verdict: 'fail' }],
    ['blocked', 'a check denies it and approvals are missing', { verdict: 'fail', approvals: waiting }],
    ['blocked', 'a reviewer vetoes', { approvals: vetoed }],
    ['blocked', 'the base changed the same', { meanwhile }],
    ['blocked', 'Git cannot merge it', { conflicts: ['catalog/a.yaml'] }],
    ['fault', 'a check could not do its work', { verdict: 'error' }],
    ['fault', 'there is more beside', { verdict: 'error', conflicts: ['a'], approvals: vetoed }],
  ])('returns %s: %s', (state, _name, sources) => {
    expect(decideGate({ ...ready, ...sources })).toBe(state);
  });
});

import { describe, expect, it } from 'vitest';
import { anApp } from '../testing/manifests.ts';
import type { RuleInput } from './project-input.ts';
import { valuesRead } from './values-read.ts';

const input: RuleInput = {
  entity: anApp({ runtime: { type: 'container' } }),
  before: null,
  change: { type: 'added', attachments: [] },
  refs: { owner: { id: 'finance', name: 'Finance', status: 'active', people: ['ana'] } },
  evidence: { files: ['openapi.yaml'] },
  risk: { tier: 'low' },
};
const settings = { name: 'Test', currency: 'EUR', minSunsetDays: 90, roles: ['legal'], approvers: {} };
const surroundings = { now: '2026-11-22T00:00:00Z', settings };

describe('when what a rule reads is shown', () => {
  it.each([
    ['input.entity.runtime.type', { from: 'manifest', pointer: '/runtime/type', value: 'container' }],
    ['input.entity.license', { from: 'manifest', pointer: '/license' }],
    ['input.entity.runtime.type.length', { from: 'manifest', pointer: '/runtime/type/length' }],
    ['input.before', { from: 'before', pointer: '', value: null }],
    ['input.before.owner', { from: 'before', pointer: '/owner' }],
    ['input.refs.owner.people', { from: 'references', pointer: '/owner/people', value: ['ana'] }],
    ['input.refs.team', { from: 'references', pointer: '/team' }],
    ['input.settings.roles', { from: 'settings', pointer: '/roles', value: ['legal'] }],
    ['input.change.type', { from: 'other', pointer: '/type', value: 'added' }],
    ['input.evidence.files', { from: 'other', pointer: '/files', value: ['openapi.yaml'] }],
    ['input.risk.tier', { from: 'other', pointer: '/tier', value: 'low' }],
    ['input.now', { from: 'other', pointer: '', value: '2026-11-22T00:00:00Z' }],
    ['data.config.org.regions', { from: 'config', pointer: '/org/regions', value: ['eu'] }],
    ['data.config.org.none', { from: 'config', pointer: '/org/none' }],
  ])('finds the value of %s', (path, expected) => {
    const config = { org: { regions: ['eu'] } };
    expect(valuesRead([path], input, surroundings, config)).toEqual([{ path, ...expected }]);
  });
});

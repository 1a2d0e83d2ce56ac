import { describe, expect, it } from 'vitest';
import { anApp } from '../testing/manifests.ts';
import { createProjection, type RuleInput, readsRisk } from './project-input.ts';

const input: RuleInput = {
  entity: anApp({ tags: ['crm'], data: { classification: 'internal', categories: ['contact'] } }),
  before: null,
  change: { type: 'unchanged', attachments: [] },
  refs: { installations: { total: 2, production: 1, teams: ['sales'] } },
  evidence: { files: ['openapi.yaml'] },
  risk: { tier: 'low' },
};

describe('when an input is cut down to what a rule reads', () => {
  it.each([
    ['a field', ['input.entity.owner'], { entity: { owner: 'finance' } }],
    ['a field within', ['input.entity.runtime.type'], { entity: { runtime: { type: 'container' } } }],
    ['a list as a whole', ['input.entity.tags'], { entity: { tags: ['crm'] } }],
    [
      'the whole where a part is read too',
      ['input.entity.data.classification', 'input.entity.data'],
      { entity: { data: { classification: 'internal', categories: ['contact'] } } },
    ],
    ['nothing of a field that is not there', ['input.entity.license'], { entity: {} }],
    ['nothing within what is no mapping', ['input.entity.tags.first', 'input.before.owner'], { entity: {} }],
    ['null where the value itself is read', ['input.before'], { before: null }],
    ['what was resolved', ['input.refs.installations.total'], { refs: { installations: { total: 2 } } }],
    ['the risk', ['input.risk.tier'], { risk: { tier: 'low' } }],
    ['nothing of what is the same for all', ['input.now', 'input.settings.roles'], {}],
    ['nothing of the configuration', ['data.config.org.regions'], {}],
    ['nothing inherited', ['input.entity.constructor', 'input.toString'], { entity: {} }],
    ['everything where all is read', ['input', 'input.entity.owner'], input],
  ])('keeps %s', (_name, reads, expected) => {
    expect(createProjection(reads)(input)).toEqual(expected);
  });
});

describe('when a rule may go by the risk', () => {
  it.each([
    [['input.risk.tier'], true],
    [['input.risk'], true],
    [['input'], true],
    [['input.entity.risk', 'input.risks'], false],
  ])('says so of what reads %j: %s', (reads, expected) => {
    expect(readsRisk(reads)).toBe(expected);
  });
});

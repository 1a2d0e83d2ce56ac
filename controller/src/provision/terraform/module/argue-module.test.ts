import type { Instance } from '@souk/model/installation/instance.ts';
import { describe, expect, it } from 'vitest';
import { aModuleInstance } from '../testing/a-module-instance.ts';
import { argueModule } from './argue-module.ts';

const secret = (name: string) => ({ name, reference: `env:SOUK_SECRET_${name}`, exposed: true, hosts: [] });
const given = (parts: Partial<Instance>, ...declared: string[]) =>
  argueModule(aModuleInstance({ config: {}, ...parts }), new Set(declared));

describe('when a module is given what it asks for', () => {
  it.each<[string, Partial<Instance>, readonly string[], Record<string, unknown>]>([
    ['a setting by its name', { config: { size: 1 } }, ['size'], { size: 1 }],
    [
      'a setting in snake case',
      { config: { sizeGb: 1, vpcID: 2 } },
      ['size_gb', 'vpc_id'],
      { size_gb: 1, vpc_id: 2 },
    ],
    ['its own name before that', { config: { sizeGb: 1 } }, ['size_gb', 'sizeGb'], { sizeGb: 1 }],
    [
      'what is known of the installation',
      { costCenter: 'CC-1' },
      ['installation', 'team', 'environment', 'cost_center', 'suspended'],
      {
        installation: 'lead-alerts',
        team: 'sales-platform',
        environment: 'dev',
        cost_center: 'CC-1',
        suspended: false,
      },
    ],
    ['its settings before that', { config: { team: 'x' } }, ['team'], { team: 'x' }],
    ['nothing that it does not ask for', {}, ['other'], {}],
  ])('gives %s', (_name, parts, declared, values) => {
    expect(Object.fromEntries(given(parts, ...declared).values)).toEqual(values);
  });

  it('gives secrets by their names in lower case', () => {
    expect([...given({ secrets: [secret('API_KEY')] }, 'api_key').secrets.keys()]).toEqual(['api_key']);
  });

  it.each<[string, Partial<Instance>, readonly string[], RegExp]>([
    [
      'a setting without a variable',
      { config: { sizeGb: 1 } },
      ['x'],
      /no variable for the setting "sizeGb": expected one called sizeGb or size_gb/,
    ],
    [
      'a secret without a variable',
      { secrets: [secret('KEY')] },
      ['x'],
      /no variable for the secret KEY: expected one called key/,
    ],
    [
      'the same variable twice',
      { config: { sizeGb: 1, size_gb: 2 } },
      ['size_gb'],
      /size_gb of the module is given twice/,
    ],
    [
      'a setting and a secret for one',
      { config: { key: 1 }, secrets: [secret('KEY')] },
      ['key'],
      /given twice/,
    ],
    [
      'an argument of every module call',
      { config: { source: '/etc' } },
      ['source'],
      /no variable for the setting "source"/,
    ],
    ['what is no name', { config: { 'a"b': 1 } }, ['a"b'], /no variable/],
    ['whether it stands still', { config: { suspended: true } }, ['suspended'], /says whether/],
    ['to stand still without a variable', { suspended: true }, [], /can't be suspended/],
  ])('refuses %s', (_name, parts, declared, message) => {
    expect(() => given(parts, ...declared)).toThrow(message);
  });
});

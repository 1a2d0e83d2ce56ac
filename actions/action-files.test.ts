import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const here = import.meta.dirname;
const names = readdirSync(here).filter((name) => existsSync(join(here, name, 'action.yml')));
const text = { type: 'string', minLength: 1 };
const described = (properties: object, required: readonly string[]) => ({
  type: 'object',
  propertyNames: { pattern: '^[a-z]+(?:-[a-z]+)*$' },
  additionalProperties: {
    type: 'object',
    required: ['description', ...required],
    additionalProperties: false,
    properties: { description: text, ...properties },
  },
});

const isActionFile = new Ajv2020({ strict: false }).compile({
  type: 'object',
  required: ['name', 'description', 'author', 'branding', 'runs'],
  additionalProperties: false,
  properties: {
    name: text,
    // What the marketplace of GitHub shows.
    description: { ...text, maxLength: 200 },
    author: text,
    branding: { type: 'object', required: ['icon', 'color'] },
    inputs: {
      ...described({ required: { const: true }, default: { type: 'string' } }, []),
      additionalProperties: {
        type: 'object',
        oneOf: [{ required: ['description', 'required'] }, { required: ['description', 'default'] }],
      },
    },
    outputs: described({}, []),
    runs: { const: { using: 'node24', main: 'dist/index.js' } },
  },
});

describe.each(names)('when the action %s is used from another repository', (name) => {
  const action = parse(readFileSync(join(here, name, 'action.yml'), 'utf8'));

  it('says what it is, takes and gives', () => {
    isActionFile(action);
    expect(isActionFile.errors ?? []).toEqual([]);
  });

  it('has an entry that does no more than begin', () => {
    expect(readFileSync(join(here, name, 'index.ts'), 'utf8').split('\n').length).toBeLessThan(26);
  });
});

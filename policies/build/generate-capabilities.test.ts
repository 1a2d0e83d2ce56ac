import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createBuiltins } from '../engine/builtins/create-builtins.ts';
import { capabilitiesFile } from './compile-rules.ts';
import { generateCapabilities } from './generate-capabilities.ts';
import { findOpa, type Opa } from './opa.ts';

const opa = (await findOpa(process.env)) as Opa;
const text = readFileSync(capabilitiesFile, 'utf8');
const allowed: { readonly name: string; readonly decl: { readonly args?: readonly { type: string }[] } }[] =
  JSON.parse(text).builtins;
const names = allowed.map(({ name }) => name);

describe('when rules are compiled', () => {
  it('lets them call every function that the engine brings', () => {
    expect(
      Object.keys(createBuiltins({ now: () => new Date(0) })).filter((name) => !names.includes(name)),
    ).toEqual([]);
  });

  it.each([
    'sprintf',
    'print',
    'http.send',
    'time.clock',
    'crypto.sha256',
    'rand.intn',
    'opa.runtime',
    'trace',
  ])('does not let them call %s', (name) => {
    expect(names).not.toContain(name);
  });

  it('lets them call functions of lists, objects and texts', () => {
    expect(names).toEqual(
      expect.arrayContaining(['object.get', 'json.filter', 'regex.match', 'plus', 'split']),
    );
  });

  it.each([
    ['object.subset', ['object', 'object']],
    ['time.diff', ['number', 'number']],
    ['time.add_date', ['number', 'number', 'number', 'number']],
  ])('takes for %s what the engine takes', (name, types) => {
    const found = allowed.find((builtin) => builtin.name === name);
    expect(found?.decl.args?.map(({ type }) => type)).toEqual(types);
  });
});

describe.skipIf(opa === undefined)('when the capabilities are generated', () => {
  it('gives the committed file', async () => {
    expect(await generateCapabilities(opa), 'Run: node policies/build/generate-capabilities.ts').toBe(text);
  });

  it('asks the host for nothing but what the engine brings', async () => {
    const brought = Object.keys(createBuiltins({ now: () => new Date(0) }));
    const { stdout } = await opa.run(['capabilities', '--current']);
    const known = (JSON.parse(stdout).builtins as { name: string }[]).map(({ name }) => name);
    expect(brought.filter((name) => !known.includes(name))).toEqual([]);
  });
});

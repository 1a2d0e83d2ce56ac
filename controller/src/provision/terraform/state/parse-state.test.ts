import { describe, expect, it } from 'vitest';
import { aModuleInstance } from '../testing/a-module-instance.ts';
import { parseState } from './parse-state.ts';

const instance = aModuleInstance();
const outputs = { souk: { value: JSON.stringify(instance), type: 'string' } };

describe('when a state is read', () => {
  it.each([
    ['an empty one', '', { resources: 0, instance: undefined }],
    [
      'one that was emptied',
      JSON.stringify({ version: 4, resources: [], outputs: {} }),
      { resources: 0, instance: undefined },
    ],
    [
      'what is managed, and whose it is',
      JSON.stringify({
        outputs,
        resources: [
          { mode: 'managed', instances: [{}] },
          { mode: 'managed', instances: [] },
          { mode: 'data', instances: [{}] },
        ],
      }),
      { resources: 1, instance },
    ],
    [
      'an output of somebody else',
      JSON.stringify({ outputs: { souk: { value: '{}' } } }),
      { resources: 0, instance: undefined },
    ],
  ])('knows %s', (_name, text, held) => {
    expect(parseState(text)).toEqual(held);
  });

  it('takes nothing else for a state', () => {
    expect(() => parseState('<html>')).toThrow(SyntaxError);
  });
});

import { describe, expect, it } from 'vitest';
import { BATCH_ENTRYPOINT, RULE_ENTRYPOINT, SINGLE_ENTRYPOINT } from './entrypoints.ts';
import { readDiskBundle } from './open-engine.ts';
import { PolicyError } from './policy-error.ts';
import { fixtureFolder } from './testing/fixture-folder.ts';
import { fixtureInput, surroundings } from './testing/fixture-inputs.ts';
import { serialiseInput, WasmRuntime } from './wasm-runtime.ts';

const bundle = await readDiskBundle(fixtureFolder);
const module = new WebAssembly.Module(bundle.wasm);
const start = (): WasmRuntime =>
  new WasmRuntime(module, serialiseInput(bundle.data), new Date(surroundings.now));
const batch = (...items: unknown[]): ArrayBuffer => serialiseInput({ items, ...surroundings });
const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer as ArrayBuffer;

const calm = fixtureInput();
const conflicting = fixtureInput({}, { tags: ['first', 'first'] });

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('when an entry point is evaluated', () => {
  it('gives what the rules say', () => {
    expect(start().run(BATCH_ENTRYPOINT, batch(calm, calm))).toMatchObject([
      { rules: 9, tier: 'low' },
      { rules: 9, tier: 'low' },
    ]);
    const single = serialiseInput({ item: calm, rule: 'developer/license', ...surroundings });
    const found = [{ path: '/license', params: { example: 'Apache-2.0' } }];
    expect(start().run(SINGLE_ENTRYPOINT, single)).toEqual(found);
    const many = serialiseInput({ items: [calm], rule: 'developer/license', ...surroundings });
    expect(start().run(RULE_ENTRYPOINT, many)).toEqual([found]);
  });

  it.each<[name: string, input: () => ArrayBuffer, words: string]>([
    ['an object key twice', () => batch(conflicting), 'object insert conflict'],
    [
      'a function of the host refuses',
      () => batch(fixtureInput({ made: 'x' })),
      'time.parse_rfc3339_ns: expected',
    ],
    ['the stack is too small', () => batch(fixtureInput({ json: '['.repeat(50_000) })), 'call stack'],
    ['half a surrogate pair', () => batch({ ...calm, x: '\ud800' }), 'illegal string escape'],
  ])('throws an error that says why: %s', (_name, input, words) => {
    const error = attempt(() => start().run(BATCH_ENTRYPOINT, input()));
    expect(error).toBeInstanceOf(PolicyError);
    expect(error).toMatchObject({ code: 'evaluation-failed', message: expect.stringContaining(words) });
  });

  it('takes nothing for no pass: neither an entry point nor a rule that there is not', () => {
    expect(() => start().run('souk/engine/nothing', batch(calm))).toThrow('entrypoint');
    const unknown = serialiseInput({ item: calm, rule: 'org/nothing', ...surroundings });
    expect(() => start().run(SINGLE_ENTRYPOINT, unknown)).toThrow('The rules gave no result.');
  });

  it.each(['', '{"items":[', '{"items":[]} x', 'items'])(
    'answers nothing at all for what is no JSON: %j',
    (text) => {
      // The SDK takes it for no input. Whoever counts the answers sees that they are missing.
      expect(start().run(BATCH_ENTRYPOINT, bytes(text))).toEqual([]);
    },
  );

  it('still works after more throws than one instance survives', () => {
    const runtime = start();
    const expected = runtime.run(BATCH_ENTRYPOINT, batch(calm));
    for (let i = 0; i < 600; i++) {
      const error = attempt(() => runtime.run(BATCH_ENTRYPOINT, batch(conflicting)));
      expect(error).toMatchObject({ message: expect.stringContaining('object insert conflict') });
    }
    expect(runtime.run(BATCH_ENTRYPOINT, batch(calm))).toEqual(expected);
  });

  it('keeps nothing of one input for the next', () => {
    const runtime = start();
    const alone = start().run(BATCH_ENTRYPOINT, batch(calm));
    runtime.run(BATCH_ENTRYPOINT, batch(fixtureInput({ tier: 'high' }, { summary: 'x'.repeat(1_000_000) })));
    expect(runtime.run(BATCH_ENTRYPOINT, batch(calm))).toEqual(alone);
  });
});

describe('when an input is serialised', () => {
  it.each([{}, { a: 'é😀' }, { a: 'x'.repeat(100_000) }, { a: '\0\ud800' }])(
    'gives its bytes and no more: %#',
    (input) => {
      expect(new TextDecoder().decode(serialiseInput(input))).toBe(JSON.stringify(input));
    },
  );

  it('throws an error for what is no JSON', () => {
    const circle: { self?: object } = {};
    circle.self = circle;
    for (const input of [circle, { a: 1n }]) {
      expect(attempt(() => serialiseInput(input))).toMatchObject({ code: 'evaluation-failed' });
    }
  });
});

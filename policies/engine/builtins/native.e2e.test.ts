import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findOpa } from '../../build/opa.ts';
import { createBuiltins } from './create-builtins.ts';
import { attempt } from './testing/attempt.ts';
import { type Answer, type Call, CallPolicy } from './testing/call-policy.ts';
import { generateCalls } from './testing/generate-calls.ts';
import { refusedCalls } from './testing/refused-calls.ts';

const opa = await findOpa(process.env);
const CALLS_PER_BUILTIN = 60;

/** Another seed makes other calls; by default they are always the same. */
const SEED = Number(process.env['SOUK_BUILTINS_SEED'] ?? 20261122);

describe.skipIf(opa === undefined)('when OPA makes the same calls', () => {
  const builtins = createBuiltins({ now: () => new Date('2026-11-22T09:30:00Z') });
  const generated = fc.sample(generateCalls(CALLS_PER_BUILTIN), { seed: SEED, numRuns: 1 }).flat();
  const refused = Object.values(refusedCalls);
  let policy: CallPolicy;
  let answers: readonly Answer[];

  beforeAll(() => {
    const arities = Object.fromEntries(generated.map(({ builtin, args }) => [builtin, args.length]));
    policy = new CallPolicy(opa?.path ?? '', arities);
    answers = policy.runNatively([...generated, ...refused]);
  });

  afterAll(() => policy[Symbol.dispose]());

  it('returns the same answers, and errors for the same calls', () => {
    expect(
      differences(
        generated,
        answers,
        generated.map((call) => attempt(builtins, call)),
      ),
    ).toEqual([]);
  });

  it('returns the same answers through the SDK and WebAssembly', async () => {
    expect(differences(generated, answers, await policy.runInWasm(generated, builtins))).toEqual([]);
  });

  it('has made OPA answer and refuse calls of each builtin', () => {
    const all = Object.keys(builtins).filter((name) => name !== 'time.now_ns');
    const made = (answered: boolean): Set<string> =>
      new Set(
        generated.flatMap(({ builtin }, index) =>
          (answers[index] !== undefined) === answered ? [builtin] : [],
        ),
      );
    expect(made(true)).toEqual(new Set(all));
    expect(made(false)).toEqual(new Set(all.filter((name) => name !== 'semver.is_valid')));
  });

  it.each(Object.keys(refusedCalls).map((reason, index) => ({ reason, index })))(
    'answers what is refused here: $reason',
    ({ index }) => {
      expect(answers[generated.length + index]).toBeDefined();
      expect(refused.slice(index, index + 1).map((call) => attempt(builtins, call))).toEqual([undefined]);
    },
  );
});

function differences(calls: readonly Call[], native: readonly Answer[], ours: readonly Answer[]): unknown[] {
  return calls.flatMap((call, index) => {
    if (native[index] === ours[index]) return [];
    return [{ ...call, native: native[index] ?? 'an error', ours: ours[index] ?? 'an error' }];
  });
}

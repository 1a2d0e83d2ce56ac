import { type Kind, kinds } from '@souk/model/manifest/manifest.ts';
import type { PolicyVerdict } from '@souk/model/policy/policy-evaluator.ts';
import type { PolicyInput } from '@souk/model/policy/policy-input.ts';
import { describe, expect, it } from 'vitest';
import type { WorkerStart } from './batch-worker.ts';
import { BATCH_ENTRYPOINT } from './entrypoints.ts';
import { readDiskBundle } from './open-engine.ts';
import { PolicyEngine } from './policy-engine.ts';
import { SecondThread } from './second-thread.ts';
import { fixtureFolder } from './testing/fixture-folder.ts';
import { fixtureInput, surroundings } from './testing/fixture-inputs.ts';
import type { OddStart } from './testing/odd-worker.ts';
import { serialiseInput, WasmRuntime } from './wasm-runtime.ts';

const bundle = await readDiskBundle(fixtureFolder);
const engine = new PolicyEngine(bundle, (start) => new SecondThread(start));

const evaluate = (...inputs: readonly PolicyInput[]): Promise<PolicyVerdict[]> =>
  engine.evaluate(inputs, surroundings);
const found = ({ violations }: PolicyVerdict): string[] =>
  violations.map(({ rule, path }) => `${rule.id} ${path}`);
const failed = ({ failures }: PolicyVerdict): string[] =>
  failures.map(({ rule, reason }) => `${rule?.id ?? 'all'}: ${reason}`);
const numbered = (i: number): PolicyInput =>
  fixtureInput({ tier: ['low', 'medium', 'high'][i % 3] }, { id: `app-${i}` });

const UNLICENSED = 'developer/license /license';
const NO_SET = 'It does not answer with a set of {path, params}.';

describe('when entities are judged', () => {
  it.each([0, 1, 99, 100, 101, 250, 999, 1_000, 1_001])(
    'gives one verdict for each of %i, in their order',
    async (count) => {
      const verdicts = await evaluate(...Array.from({ length: count }, (_, i) => numbered(i)));
      expect(verdicts.map(({ tier }) => tier)).toEqual(
        Array.from({ length: count }, (_, i) => ['low', 'medium', 'high'][i % 3]),
      );
      expect(
        verdicts.every((verdict) => found(verdict).includes(UNLICENSED) && verdict.failures.length === 0),
      ).toBe(true);
    },
  );

  it('hands the tier to the rules that come after, and the violations in order', async () => {
    const [verdict] = await evaluate(fixtureInput({ tier: 'high', made: '1969-12-31T00:00:00Z' }));
    expect(verdict).toMatchObject({
      tier: 'high',
      violations: [
        { path: '', params: { role: 'security', count: 1, tier: 'high' } },
        { path: '', params: { tier: 'high' } },
        { path: '/annotations' },
        { path: '/license', params: { example: 'Apache-2.0' } },
      ],
      failures: [],
    });
  });

  it.each(kinds)('asks the rules of its kind and no others: %s', async (kind: Kind) => {
    const [verdict] = await evaluate(fixtureInput({}, { kind }));
    const judged = bundle.rules.some((rule) => rule.id === 'developer/license' && rule.kinds.includes(kind));
    expect(verdict).toMatchObject({ tier: 'low', failures: [] });
    expect(verdict?.violations.length).toBe(judged ? 1 : 0);
  });

  it('reads the settings of waivers, and has none where none are given', () => {
    expect(engine.waivers.never).toEqual(['developer/crashes']);
    expect(new PolicyEngine({ ...bundle, data: { config: {} } }).waivers).toEqual({ never: [] });
  });
});

/** What makes a rule misbehave, the rule, and why it could not judge. */
const offences: readonly (readonly [name: string, input: PolicyInput, failure: string])[] = [
  [
    'a function of the host refuses',
    fixtureInput({ made: 'nonsense' }),
    'developer/crashes: time.parse_rfc3339_ns: expected a date and time such as 2026-11-22T09:30:00Z, got "nonsense"',
  ],
  [
    'an object has two values at a key',
    fixtureInput({}, { tags: ['first', 'first'] }),
    'developer/conflicts: rules/developer/conflicts/rule.rego:14:11: object insert conflict',
  ],
  [
    'the stack is too small',
    fixtureInput({ json: '['.repeat(50_000) }),
    'developer/deep: Maximum call stack size exceeded',
  ],
  ['it yields true', fixtureInput({ yields: true }), `developer/no-set: ${NO_SET}`],
  ['it yields false', fixtureInput({ yields: false }), `developer/no-set: ${NO_SET}`],
  ['it yields null', fixtureInput({ yields: null }), `developer/no-set: ${NO_SET}`],
  ['it yields a number', fixtureInput({ yields: 0 }), `developer/no-set: ${NO_SET}`],
  ['it yields an empty text', fixtureInput({ yields: '' }), `developer/no-set: ${NO_SET}`],
  ['it yields an empty object', fixtureInput({ yields: {} }), `developer/no-set: ${NO_SET}`],
  ['it yields an object', fixtureInput({ yields: { path: '', params: {} } }), `developer/no-set: ${NO_SET}`],
  ['it yields nothing', fixtureInput({ silent: true }), 'developer/silent: The rules gave no result.'],
  [
    'a violation has no path',
    fixtureInput({ violation: { params: {} } }),
    `developer/without-path: ${NO_SET}`,
  ],
  [
    'a violation has no params',
    fixtureInput({ violation: { path: '' } }),
    `developer/without-path: ${NO_SET}`,
  ],
  ['a violation is a text', fixtureInput({ violation: '/license' }), `developer/without-path: ${NO_SET}`],
  ['a tier is none', fixtureInput({ tier: 'extreme' }), `risk/tier: ${NO_SET}`],
];

describe('when a rule misbehaves on an entity', () => {
  it.each(offences)('names the rule there, and keeps all else: %s', async (_name, input, failure) => {
    const verdicts = await evaluate(numbered(0), input, numbered(2));
    expect(verdicts.map(failed)).toEqual([[], [failure], []]);
    expect(verdicts.map((verdict) => found(verdict).includes(UNLICENSED))).toEqual([true, true, true]);
    expect(verdicts[2]).toEqual((await evaluate(numbered(2)))[0]);
  });

  it('names each of two rules, and takes a tier that is not known for high', async () => {
    const [verdict] = await evaluate(fixtureInput({ tier: 'extreme', made: 'nonsense' }));
    expect(verdict?.failures.map(({ rule }) => rule?.id)).toEqual(['risk/tier', 'developer/crashes']);
    expect(verdict?.tier).toBe('high');
    expect(found(verdict as PolicyVerdict)).toEqual(['approval/tier ', UNLICENSED]);
  });

  it('finds three offenders among a thousand, and judges the others as ever', async () => {
    const inputs = Array.from({ length: 1_000 }, (_, i) => numbered(i));
    const clean = await evaluate(...inputs);
    const places = [7, 450, 999];
    for (const [i, place] of places.entries()) inputs[place] = offences[i]?.[1] as PolicyInput;
    const verdicts = await evaluate(...inputs);
    expect(verdicts).toHaveLength(1_000);
    for (const [i, verdict] of verdicts.entries()) {
      const offence = offences[places.indexOf(i)];
      if (offence === undefined) expect(verdict).toEqual(clean[i]);
      else expect([failed(verdict), found(verdict)]).toEqual([[offence[2]], [UNLICENSED]]);
    }
  });

  it('still judges after more throws than one instance survives', async () => {
    const [, conflicting, failure] = offences[1] as (typeof offences)[number];
    const offenders = Array.from({ length: 300 }, (_, i) => ({
      ...conflicting,
      before: numbered(i).entity,
    }));
    const verdicts = await evaluate(...offenders, numbered(2));
    expect(new Set(verdicts.slice(0, -1).map((verdict) => failed(verdict).join()))).toEqual(
      new Set([failure]),
    );
    expect(verdicts.at(-1)).toEqual((await evaluate(numbered(2)))[0]);
  });
});

describe('when an input is none that a schema would let through', () => {
  it.each<[name: string, input: unknown]>([
    ['null', null],
    ['no entity', { ...fixtureInput(), entity: undefined }],
    ['an entity that is null', { ...fixtureInput(), entity: null }],
    ['an entity that is a text', { ...fixtureInput(), entity: 'App' }],
    ['no kind', fixtureInput({}, { kind: undefined })],
    ['a kind that there is not', fixtureInput({}, { kind: 'Ap' })],
    ['a kind in a list', fixtureInput({}, { kind: ['App'] })],
    ['a kind that every object has', fixtureInput({}, { kind: 'constructor' })],
    ['no earlier state', { ...fixtureInput(), before: undefined }],
    ['no references', { ...fixtureInput(), refs: undefined }],
    ['no evidence', { ...fixtureInput(), evidence: undefined }],
    ['half a surrogate pair', fixtureInput({}, { summary: '\ud800' })],
    ['a number that JSON has not', fixtureInput({}, { size: 1n })],
    [
      'more levels than the stack has room for',
      fixtureInput({}, { deep: JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) }),
    ],
  ])('gives a failure that names no rule, and judges its neighbours: %s', async (_name, input) => {
    const verdicts = await evaluate(numbered(0), input as PolicyInput, numbered(2));
    expect(verdicts.map(({ failures }) => failures.map(({ rule }) => rule))).toEqual([[], [undefined], []]);
    expect(verdicts.map((verdict) => found(verdict).includes(UNLICENSED)).filter((_, i) => i !== 1)).toEqual([
      true,
      true,
    ]);
  });
});

/** A thread whose answers are here as soon as they are asked for, and are known beforehand. */
class ToldThread extends SecondThread {
  readonly asked: number[] = [];
  ended = false;
  readonly #answer: (input: ArrayBuffer) => unknown;
  readonly #told = new Map<number, unknown>();

  constructor(start: WorkerStart, answer: (input: ArrayBuffer) => unknown) {
    super({ ...start, behaviour: 'nothing' } as OddStart, ODD_WORKER);
    this.#answer = answer;
  }

  override get hasRoom(): boolean {
    return this.asked.length < 4;
  }

  override post(place: number, input: ArrayBuffer): void {
    this.asked.push(place);
    this.#told.set(place, this.#answer(input));
  }

  override answersTo(place: number): unknown {
    return this.#told.get(place);
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    await super[Symbol.asyncDispose]();
    this.ended = true;
  }
}

const ODD_WORKER = new URL('./testing/odd-worker.ts', import.meta.url);
const thousand = Array.from({ length: 1_000 }, (_, i) => numbered(i));

describe('when a second thread helps', () => {
  it('asks it for the last batches of a thousand entities or more, believes it, and ends it', async () => {
    const threads: ToldThread[] = [];
    const watched = new PolicyEngine(bundle, (start) => {
      const runtime = new WasmRuntime(start.module, start.data, start.now);
      const high = (input: ArrayBuffer): unknown => {
        const { items, ...rest } = JSON.parse(new TextDecoder().decode(input)) as { items: object[] };
        const changed = items.map(() => fixtureInput({ tier: 'high' }));
        return runtime.run(BATCH_ENTRYPOINT, serialiseInput({ ...rest, items: changed }));
      };
      const thread = new ToldThread(start, high);
      threads.push(thread);
      return thread;
    });
    await watched.evaluate(thousand.slice(1), surroundings);
    expect(threads).toEqual([]);
    const verdicts = await watched.evaluate(thousand, surroundings);
    expect(threads.map(({ asked, ended }) => ({ asked, ended }))).toEqual([
      { asked: [9, 8, 7, 6], ended: true },
    ]);
    expect(verdicts.map(({ tier }) => tier)).toEqual(
      thousand.map((_, i) => (i < 600 ? ['low', 'medium', 'high'][i % 3] : 'high')),
    );
  });

  it.each<[what: string, answers: unknown]>([
    ['none', undefined],
    ['null', null],
    ['a text', 'pass'],
    ['too few', []],
    ['empty objects', Array(100).fill({})],
    ['no rules asked', Array(100).fill({ rules: 0, tier: 'low', risk: {}, found: {} })],
  ])('judges by itself where the answer is none: %s', async (_what, answers) => {
    const misled = new PolicyEngine(bundle, (start) => new ToldThread(start, () => answers));
    expect(await misled.evaluate(thousand, surroundings)).toEqual(
      await new PolicyEngine(bundle, undefined).evaluate(thousand, surroundings),
    );
  });

  it.each(['never-starts', 'exits', 'throws', 'hangs', 'too-deep'])(
    'waits for none that gives no answer: %s',
    async (behaviour) => {
      const lame = new PolicyEngine(
        bundle,
        (start) => new SecondThread({ ...start, behaviour } as OddStart, ODD_WORKER),
      );
      const inputs = thousand.with(3, offences[0]?.[1] as PolicyInput);
      const verdicts = await lame.evaluate(inputs, surroundings);
      expect(verdicts.map(({ tier }) => tier)).toEqual(
        inputs.map((_, i) => (i === 3 ? 'low' : ['low', 'medium', 'high'][i % 3])),
      );
      expect(verdicts.flatMap((verdict, i) => (verdict.failures.length > 0 ? [i] : []))).toEqual([3]);
    },
  );
});

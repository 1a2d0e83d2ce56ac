import { availableParallelism } from 'node:os';
import { setImmediate as arrivals } from 'node:timers/promises';
import type { PolicyEvaluator, PolicyFailure, PolicyVerdict } from '@souk/model/policy/policy-evaluator.ts';
import type { PolicyInput, PolicySurroundings } from '@souk/model/policy/policy-input.ts';
import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { highestTier, type RiskTier } from '@souk/model/risk/risk.ts';
import type { WaiverSettings } from '@souk/model/waiver/waiver-settings.ts';
import type { WorkerStart } from './batch-worker.ts';
import type { PolicyBundle } from './bundle.ts';
import { BATCH_ENTRYPOINT, SINGLE_ENTRYPOINT } from './entrypoints.ts';
import { isTier, readAnswer, readViolations, sortViolations } from './read-answer.ts';
import { type RuleOrder, rulesOfKind } from './rule-order.ts';
import { SecondThread } from './second-thread.ts';
import { serialiseInput, WasmRuntime } from './wasm-runtime.ts';

/** Entities in a call: enough to spread its fixed cost, few enough to keep its memory small. */
const BATCH_SIZE = 100;

/** From so many entities on, a second thread is worth its start. */
const MANY = 1_000;

/** Starts the thread that shares the work of a large evaluation. */
type StartThread = (start: WorkerStart) => SecondThread;

/** Evaluates a bundle. The module is compiled once, and an instance serves one evaluation after the other. */
export class PolicyEngine implements PolicyEvaluator {
  readonly rules: readonly PolicyRule[];
  readonly waivers: WaiverSettings;
  /** The files of `policies/data`, by name. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly #module: WebAssembly.Module;
  readonly #data: ArrayBuffer;
  readonly #orders = new Map<string, RuleOrder>();
  readonly #startThread: StartThread | undefined;
  /** An instance that no evaluation is using: to start one takes longer than to judge a hundred entities. */
  #idle: WasmRuntime | undefined;

  /** @param startThread by default one is started where there is more than one processor */
  constructor(bundle: PolicyBundle, startThread: StartThread | undefined = defaultThread()) {
    this.#startThread = startThread;
    this.rules = bundle.rules;
    this.config = bundle.data.config;
    this.waivers = (bundle.data.config['waivers'] as WaiverSettings | undefined) ?? { never: [] };
    this.#module = new WebAssembly.Module(bundle.wasm);
    this.#data = serialiseInput(bundle.data);
  }

  async evaluate(inputs: readonly PolicyInput[], surroundings: PolicySurroundings): Promise<PolicyVerdict[]> {
    const now = new Date(surroundings.now);
    const runtime = this.#idle ?? new WasmRuntime(this.#module, this.#data, now);
    this.#idle = undefined;
    runtime.now = now;
    try {
      return await this.#judgeAll(inputs, surroundings, runtime);
    } finally {
      this.#idle = runtime;
    }
  }

  async #judgeAll(
    inputs: readonly PolicyInput[],
    surroundings: PolicySurroundings,
    runtime: WasmRuntime,
  ): Promise<PolicyVerdict[]> {
    const batches = Array.from({ length: Math.ceil(inputs.length / BATCH_SIZE) }, (_, i) =>
      inputs.slice(i * BATCH_SIZE, (i + 1) * BATCH_SIZE),
    );
    const judge = (batch: readonly PolicyInput[], answers: unknown): PolicyVerdict[] =>
      this.#readBatch(batch, answers) ?? this.#judgeSingly(batch, surroundings, runtime);
    const ask = (batch: readonly PolicyInput[]): unknown => askBatch(batch, surroundings, runtime);
    if (inputs.length < MANY || this.#startThread === undefined) {
      const judged: PolicyVerdict[][] = [];
      for (const batch of batches) {
        if (judged.length > 0) await arrivals();
        judged.push(judge(batch, ask(batch)));
      }
      return judged.flat();
    }
    await using thread = this.#startThread({ module: this.#module, data: this.#data, now: runtime.now });
    const verdicts: PolicyVerdict[][] = [];
    // This thread works from the front, the other from the back, until they meet.
    let handedOut = batches.length;
    for (const [place, batch] of batches.entries()) {
      while (thread.hasRoom && handedOut - 1 > place) {
        handedOut--;
        const input = serialiseBatch(batches[handedOut] ?? [], surroundings);
        if (input !== undefined) thread.post(handedOut, input);
      }
      verdicts.push(judge(batch, thread.answersTo(place) ?? ask(batch)));
      await arrivals();
    }
    return verdicts.flat();
  }

  /** Judges each entity by itself: one that its rules cannot judge must not take the others down. */
  #judgeSingly(
    inputs: readonly PolicyInput[],
    surroundings: PolicySurroundings,
    runtime: WasmRuntime,
  ): PolicyVerdict[] {
    return inputs.map((input) => {
      const verdicts = this.#readBatch([input], askBatch([input], surroundings, runtime));
      return verdicts?.[0] ?? this.#judgeByRule(input, surroundings, runtime);
    });
  }

  /** The verdicts on a batch; undefined when a single answer is missing or incomplete. */
  #readBatch(inputs: readonly PolicyInput[], answers: unknown): PolicyVerdict[] | undefined {
    if (!Array.isArray(answers) || answers.length !== inputs.length) return undefined;
    const verdicts = inputs.map((input, i) => readAnswer(answers[i], this.#orderOf(input)));
    return verdicts.includes(undefined) ? undefined : (verdicts as PolicyVerdict[]);
  }

  /** Names the rules that cannot judge an entity, and keeps what the others say. */
  #judgeByRule(input: PolicyInput, surroundings: PolicySurroundings, runtime: WasmRuntime): PolicyVerdict {
    const { risk, others } = this.#orderOf(input);
    const risks = risk.map((rule) => askRule(rule, input, surroundings, undefined, runtime));
    const tier = tierOf(risks);
    const rest = others.map((rule) => askRule(rule, input, surroundings, tier, runtime));
    const answers = [...risks, ...rest];
    return {
      tier,
      violations: sortViolations(answers.flatMap(({ violations }) => violations)),
      failures: summariseFailures(answers),
    };
  }

  /** What no schema let through may have no entity, or no kind: then there is no rule for it, and no pass. */
  #orderOf(input: Partial<PolicyInput> | null): RuleOrder {
    const kind: unknown = input?.entity?.kind;
    const name = typeof kind === 'string' ? kind : '';
    const known = this.#orders.get(name);
    if (known !== undefined) return known;
    const order = rulesOfKind(this.rules, name);
    if (order.risk.length + order.others.length > 0) this.#orders.set(name, order);
    return order;
  }
}

function defaultThread(): StartThread | undefined {
  return availableParallelism() === 1 ? undefined : (start) => new SecondThread(start);
}

/** The answers to a batch; undefined when it does not come through as a whole. */
function askBatch(
  inputs: readonly PolicyInput[],
  surroundings: PolicySurroundings,
  runtime: WasmRuntime,
): unknown {
  try {
    const input = serialiseBatch(inputs, surroundings);
    return input === undefined ? undefined : runtime.run(BATCH_ENTRYPOINT, input);
  } catch {
    return undefined;
  }
}

/** Undefined when one of the inputs cannot be written as JSON. */
function serialiseBatch(
  inputs: readonly PolicyInput[],
  { now, settings }: PolicySurroundings,
): ArrayBuffer | undefined {
  try {
    return serialiseInput({ items: inputs, now, settings });
  } catch {
    return undefined;
  }
}

interface RuleAnswer {
  readonly violations: PolicyVerdict['violations'];
  readonly failure?: PolicyFailure;
}

function askRule(
  rule: PolicyRule,
  input: PolicyInput,
  { now, settings }: PolicySurroundings,
  tier: RiskTier | undefined,
  runtime: WasmRuntime,
): RuleAnswer {
  try {
    const risk = tier === undefined ? {} : { risk: { tier } };
    const answer = runtime.run(
      SINGLE_ENTRYPOINT,
      serialiseInput({ item: { ...input, ...risk }, rule: rule.id, now, settings }),
    );
    const violations = readViolations(answer, rule);
    return violations === undefined
      ? { violations: [], failure: { rule, reason: 'It does not answer with a set of {path, params}.' } }
      : { violations };
  } catch (error) {
    return { violations: [], failure: { rule, reason: (error as Error).message } };
  }
}

/** The failures of an entity that does not come through as a whole; one when all rules fail for the same reason. */
function summariseFailures(answers: readonly RuleAnswer[]): PolicyFailure[] {
  const failures = answers.flatMap(({ failure }) => failure ?? []);
  const [first] = failures;
  if (first === undefined) return [{ reason: 'Its rules answer one by one, but not together.' }];
  const common =
    failures.length === answers.length && failures.every(({ reason }) => reason === first.reason);
  return common && failures.length > 1 ? [{ reason: first.reason }] : failures;
}

/** What cannot be judged may be anything. */
function tierOf(answers: readonly RuleAnswer[]): RiskTier {
  if (answers.some(({ failure }) => failure !== undefined)) return 'high';
  return highestTier(
    answers.flatMap(({ violations }) =>
      violations.flatMap(({ params: { tier } }) => (isTier(tier) ? tier : [])),
    ),
  );
}

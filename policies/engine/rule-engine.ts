import type { PolicyFailure, Violation } from '@souk/model/policy/policy-evaluator.ts';
import type { PolicySurroundings } from '@souk/model/policy/policy-input.ts';
import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import type { RuleAnswer, RuleAsker } from '@souk/model/policy/rule-asker.ts';
import type { PolicyBundle } from './bundle.ts';
import { RULE_ENTRYPOINT } from './entrypoints.ts';
import { PolicyError } from './policy-error.ts';
import { readViolations } from './read-answer.ts';
import { serialiseInput, WasmRuntime } from './wasm-runtime.ts';

/** Items in a call: what is asked of one rule is small. */
const BATCH_SIZE = 500;

/** Asks single rules of a bundle, each for many entities: for comparing, explaining and timing them. */
export class RuleEngine implements RuleAsker {
  readonly #runtime: WasmRuntime;
  readonly #surroundings: PolicySurroundings;

  /**
   * @param bundle may be older than this engine
   * @throws {PolicyError} `bundle-stale` when it was built before single rules could be asked
   */
  constructor(bundle: PolicyBundle, surroundings: PolicySurroundings) {
    const module = new WebAssembly.Module(bundle.wasm);
    this.#runtime = new WasmRuntime(module, serialiseInput(bundle.data), new Date(surroundings.now));
    this.#surroundings = surroundings;
    try {
      this.#answers('', []);
    } catch (cause) {
      throw new PolicyError(
        'bundle-stale',
        'The policy bundle was built by another version of Souk, whose rules cannot be asked one by one. Run: souk policy build',
        { cause },
      );
    }
  }

  ask(rule: PolicyRule, items: readonly object[]): RuleAnswer[] {
    const answers: RuleAnswer[] = [];
    for (let start = 0; start < items.length; start += BATCH_SIZE) {
      answers.push(...this.#askBatch(rule, items.slice(start, start + BATCH_SIZE)));
    }
    return answers;
  }

  /** Asks with the answers left unread, to be timed. An id that no rule has makes the call alone. */
  touch(rule: string, items: readonly object[]): void {
    for (let start = 0; start < items.length; start += BATCH_SIZE) {
      this.#answers(rule, items.slice(start, start + BATCH_SIZE));
    }
  }

  /** A batch that does not come through as a whole is asked item by item, so that one does not stop the others. */
  #askBatch(rule: PolicyRule, items: readonly object[]): RuleAnswer[] {
    try {
      const answers = this.#answers(rule.id, items);
      const read = answers.map((answer) => readViolations(answer, rule));
      if (read.length === items.length && !read.includes(undefined)) {
        return (read as Violation[][]).map((violations) => ({ violations }));
      }
    } catch (error) {
      if (items.length === 1) return [failed(rule, (error as Error).message)];
    }
    if (items.length === 1) return [failed(rule, 'It does not answer with a set of {path, params}.')];
    return items.flatMap((item) => this.#askBatch(rule, [item]));
  }

  #answers(rule: string, items: readonly object[]): unknown[] {
    const { now, settings } = this.#surroundings;
    const answers = this.#runtime.run(RULE_ENTRYPOINT, serialiseInput({ rule, items, now, settings }));
    return Array.isArray(answers) ? answers : [];
  }
}

function failed(rule: PolicyRule, reason: string): RuleAnswer {
  const failure: PolicyFailure = { rule, reason };
  return { violations: [], failure };
}

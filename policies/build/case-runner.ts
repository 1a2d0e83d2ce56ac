import { SINGLE_ENTRYPOINT } from '../engine/entrypoints.ts';
import { PolicyError } from '../engine/policy-error.ts';
import { serialiseInput, WasmRuntime } from '../engine/wasm-runtime.ts';

/** Judges the cases of rules by the compiled rules, each rule alone and with the data of its cases. */
export class CaseRunner {
  readonly #module: WebAssembly.Module;

  constructor(wasm: Uint8Array) {
    this.#module = new WebAssembly.Module(new Uint8Array(wasm));
  }

  /** The violations that one rule finds in each input, or why it could not judge. */
  run(rule: string, config: unknown, inputs: readonly unknown[]): (readonly unknown[] | PolicyError)[] {
    const runtimes = new Map<string, WasmRuntime>();
    return inputs.map((input) => {
      const now = String((input as { readonly now?: unknown } | null)?.now);
      const runtime = runtimes.get(now) ?? this.#start(config, now);
      runtimes.set(now, runtime);
      return ask(runtime, rule, input);
    });
  }

  #start(config: unknown, now: string): WasmRuntime {
    const moment = new Date(now);
    return new WasmRuntime(
      this.#module,
      serialiseInput({ config }),
      Number.isNaN(moment.getTime()) ? new Date(0) : moment,
    );
  }
}

function ask(runtime: WasmRuntime, rule: string, input: unknown): readonly unknown[] | PolicyError {
  const { now, settings } = { ...(input as { now?: unknown; settings?: unknown } | null) };
  try {
    return runtime.run(SINGLE_ENTRYPOINT, serialiseInput({ item: input, rule, now, settings })) as unknown[];
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
}

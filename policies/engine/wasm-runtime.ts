import { createRequire } from 'node:module';
import type * as OpaWasm from '@open-policy-agent/opa-wasm';
import { createBuiltins } from './builtins/create-builtins.ts';
import { PolicyError } from './policy-error.ts';

// Its ES module leaves out what its types promise.
const { loadPolicySync }: typeof OpaWasm = createRequire(import.meta.url)('@open-policy-agent/opa-wasm');

/** Pages of 64 KiB that an instance begins with: enough for the rules, their data and a batch. */
const INITIAL_PAGES = 256;

/** Memory never shrinks, so an instance that grew beyond this is replaced. */
const LARGEST_MEMORY = 256 * 1024 * 1024;

/** What runs compiled rules: one instance of a shared module, replaced when it can no longer be trusted. */
export class WasmRuntime {
  readonly #module: WebAssembly.Module;
  readonly #data: ArrayBuffer;
  /** What the rules take for the present. */
  now: Date;
  #instance: OpaWasm.LoadedPolicy | undefined;

  /**
   * @param data JSON that rules read as `data`
   */
  constructor(module: WebAssembly.Module, data: ArrayBuffer, now: Date) {
    this.#module = module;
    this.#data = data;
    this.now = now;
  }

  /**
   * Evaluates one entry point.
   *
   * The SDK takes texts and bytes that are no JSON for an empty input, which every rule passes; so the input comes
   * serialised by `serialiseInput`, and nothing else is let in.
   *
   * @throws {PolicyError} `evaluation-failed`, also when there is no result
   */
  run(entrypoint: string, input: ArrayBuffer): unknown {
    let results: unknown;
    try {
      this.#instance ??= this.#start();
      results = this.#instance.evaluate(input, entrypoint);
    } catch (cause) {
      // An instance that threw fails by and by at everything: the next run begins with a new one.
      this.#instance = undefined;
      throw new PolicyError('evaluation-failed', reasonOf(cause), { cause });
    }
    if (this.#instance.mem.buffer.byteLength > LARGEST_MEMORY) this.#instance = undefined;
    const [only] = Array.isArray(results) ? results : [];
    if (only?.result === undefined) {
      throw new PolicyError('evaluation-failed', 'The rules gave no result.');
    }
    return only.result;
  }

  #start(): OpaWasm.LoadedPolicy {
    const instance = loadPolicySync(
      this.#module,
      { initial: INITIAL_PAGES },
      { ...createBuiltins({ now: () => this.now }) },
    );
    instance.setData(this.#data);
    return instance;
  }
}

/**
 * The bytes of an input.
 *
 * @throws {PolicyError} `evaluation-failed` when it cannot be written as JSON
 */
export function serialiseInput(input: object): ArrayBuffer {
  try {
    return new TextEncoder().encode(JSON.stringify(input)).buffer as ArrayBuffer;
  } catch (cause) {
    throw new PolicyError('evaluation-failed', reasonOf(cause), { cause });
  }
}

/** The SDK throws errors, texts and plain objects. */
function reasonOf(cause: unknown): string {
  if (cause instanceof Error) return cause.message;
  const message =
    typeof cause === 'object' && cause !== null ? (cause as { message?: unknown }).message : cause;
  return String(message ?? 'unknown reason');
}

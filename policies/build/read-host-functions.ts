import { createRequire } from 'node:module';
import type * as OpaWasm from '@open-policy-agent/opa-wasm';

// Its ES module leaves out what its types promise.
const { loadPolicySync }: typeof OpaWasm = createRequire(import.meta.url)('@open-policy-agent/opa-wasm');

/** Enough pages for the tables of a module that is not evaluated. */
const MEMORY = { initial: 64 };

interface ModuleExports {
  /** Address of an object that has a key for each function that the module asks its host for. */
  builtins(): number;
  /** Writes a value as JSON that ends with a zero byte, and gives its address. */
  opa_json_dump(address: number): number;
}

/** Functions that a compiled policy has no code for: its host has to bring them. */
export function readHostFunctions(wasm: Uint8Array): ReadonlySet<string> {
  const policy = loadPolicySync(new WebAssembly.Module(new Uint8Array(wasm)), MEMORY, {});
  const { exports } = policy.wasmInstance as WebAssembly.Instance;
  const { builtins, opa_json_dump: dump } = exports as unknown as ModuleExports;
  const address = dump(builtins());
  const bytes = new Uint8Array(policy.mem.buffer);
  const text = new TextDecoder().decode(bytes.subarray(address, bytes.indexOf(0, address)));
  return new Set(Object.keys(JSON.parse(text)));
}

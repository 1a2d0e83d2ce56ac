import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LoadedPolicy, loadPolicy } from '@open-policy-agent/opa-wasm';
import { parseTarGzip } from 'nanotar';
import { BuiltinError } from '../builtin-error.ts';
import type { Builtin } from '../create-builtins.ts';

/** One call of a builtin; `sets` holds the positions of arguments that are sets in Rego. */
export interface Call {
  readonly builtin: string;
  readonly args: readonly unknown[];
  readonly sets?: readonly number[];
}

/** What a call gave, as JSON; undefined when it was refused. */
export type Answer = string | undefined;

const ENTRYPOINT = 'souk/calls/answers';

/** A policy that makes the calls that its input lists. Where OPA raises an error, the answer is missing. */
export class CallPolicy implements Disposable {
  readonly #opa: string;
  readonly #dir = mkdtempSync(join(tmpdir(), 'souk-builtins-'));
  readonly #file = join(this.#dir, 'calls.rego');

  constructor(opa: string, arities: Readonly<Record<string, number>>) {
    this.#opa = opa;
    writeFileSync(this.#file, renderPolicy(arities));
  }

  /** Makes all calls in one run of OPA. */
  runNatively(calls: readonly Call[]): Answer[] {
    const query = `data.${ENTRYPOINT.replaceAll('/', '.')}`;
    const output = execFileSync(
      this.#opa,
      ['eval', '--format=raw', '-d', this.#file, '--stdin-input', query],
      {
        input: JSON.stringify({ calls }),
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      },
    );
    const answers: Record<number, string> = JSON.parse(output);
    return calls.map((_, index) => canonical(answers[index]));
  }

  /** Makes the calls by the SDK, each in an evaluation of its own, with these builtins as the host's. */
  async runInWasm(calls: readonly Call[], builtins: Readonly<Record<string, Builtin>>): Promise<Answer[]> {
    const wasm = await this.#buildWasm();
    const answers: Answer[] = [];
    let policy: LoadedPolicy | undefined;
    for (const call of calls) {
      policy ??= await loadPolicy(wasm, { initial: 64 }, builtins);
      try {
        answers.push(canonical(policy.evaluate({ calls: [call] }, ENTRYPOINT)[0].result[0]));
      } catch (error) {
        if (!(error instanceof BuiltinError)) throw error;
        // An instance that threw is not to be used again.
        policy = undefined;
        answers.push(undefined);
      }
    }
    return answers;
  }

  async #buildWasm(): Promise<Uint8Array<ArrayBuffer>> {
    const bundle = join(this.#dir, 'bundle.tar.gz');
    execFileSync(this.#opa, ['build', '--target=wasm', '-e', ENTRYPOINT, '-o', bundle, this.#file]);
    const files = await parseTarGzip(readFileSync(bundle));
    return new Uint8Array(files.find(({ name }) => name.endsWith('policy.wasm'))?.data ?? []);
  }

  [Symbol.dispose](): void {
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

/** A text as JavaScript writes it, since OPA escapes more; all else as it was written, since every digit counts. */
export function canonical(json: string | undefined): Answer {
  return json?.startsWith('"') ? JSON.stringify(JSON.parse(json)) : json;
}

function renderPolicy(arities: Readonly<Record<string, number>>): string {
  const functions = Object.entries(arities).map(([builtin, arity]) => {
    const operands = Array.from({ length: arity }, (_, position) => `args[${position}]`);
    return `answer("${builtin}", args) := ${builtin}(${operands.join(', ')})`;
  });
  return `package souk.calls

answers[index] := json.marshal(value) if {
	some index, call in input.calls
	args := [operand(arg, position in object.get(call, "sets", [])) | some position, arg in call.args]
	value := answer(call.builtin, args)
}

operand(arg, false) := arg

operand(arg, true) := {item | some item in arg}

${functions.join('\n\n')}
`;
}

import { parse } from 'yaml';
import { recordOf } from './read-workflow.ts';

/** Inputs that an action declares, and whether each must be given. */
export type ActionInputs = ReadonlyMap<string, { readonly required: boolean }>;

export interface ActionUse {
  readonly uses: string;
  readonly with: Readonly<Record<string, unknown>>;
}

const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;

/** What is wrong with how an action is called. */
export function checkActionUse(
  { uses, with: given }: ActionUse,
  inputsOf: (path: string) => ActionInputs | undefined,
): readonly string[] {
  if (!uses.startsWith('./')) return PINNED.test(uses) ? [] : [`uses ${uses}, which names no full commit`];
  const inputs = inputsOf(uses);
  if (inputs === undefined) return [`uses ${uses}, which is not there`];
  const missing = [...inputs].filter(([name, { required }]) => required && !Object.hasOwn(given, name));
  const unknown = Object.keys(given).filter((name) => !inputs.has(name));
  return [
    ...missing.map(([name]) => `does not give ${uses} the input ${name}`),
    ...unknown.map((name) => `gives ${uses} the input ${name}, which it does not know`),
  ];
}

export function readActionInputs(text: string): ActionInputs {
  return new Map(
    Object.entries(recordOf(recordOf(parse(text))['inputs'])).map(([name, input]) => [
      name,
      { required: recordOf(input)['required'] === true },
    ]),
  );
}

import type { Call } from './call-policy.ts';

const call = (builtin: string, args: readonly unknown[], sets: readonly number[] = []): Call => ({
  builtin,
  args,
  sets,
});

const ABC = ['a', 'b', 'c'];

/** Calls that OPA answers and the host's builtins refuse, as they cannot be as exact; each with its reason. */
export const refusedCalls: Readonly<Record<string, Call>> = {
  'a time zone': call('time.diff', [[0, 'Europe/Zurich'], 1e18]),
  'an array where OPA refuses a set': call('time.diff', [[0], 1e18]),
  'an amount at which OPA wraps around': call('time.add_date', [0, 0, 0, 213_503_982_334_601]),
  'two arrays': call('object.subset', [ABC, ['b', 'c']]),
  'two sets': call('object.subset', [ABC, ['a', 'c']], [0, 1]),
  'an array and a set': call('object.subset', [ABC, ['a', 'c']], [1]),
  'arrays as values': call('object.subset', [{ a: [1] }, { a: [1] }]),
  'integers that lost digits': call('object.subset', [{ a: 2 ** 53 }, { a: 2 ** 53 }]),
  'one name for two groups': call('regex.replace', ['ab', '(?P<n>a)|(?P<n>b)', '<$n>']),
  'a long name of a Unicode category': call('regex.replace', ['ab', '\\p{Letter}', 'x']),
};

import { changesOf } from '../change/change-at.ts';
import type { Comparison } from '../change/comparison.ts';
import type { ContractChange } from '../change/contract-change.ts';
import { child } from '../document/located.ts';
import type { CompareSchemas } from '../schema/compare-schemas.ts';
import type { SchemaUse } from '../schema/schema-use.ts';
import type { Operation, Parameter } from './operation.ts';

/** What happened to the parameters of an operation. */
export function compareParameters(before: Operation, after: Operation, compare: CompareSchemas): Comparison {
  const gone = [...before.parameters].filter(([key]) => !after.parameters.has(key));
  const added = [...after.parameters].filter(([key]) => !before.parameters.has(key));
  const stayed = [...after.parameters].flatMap(([key, is]) => {
    const was = before.parameters.get(key);
    return was === undefined ? [] : [{ was, is }];
  });
  const moves = new Map(
    gone.flatMap(([, was]) => {
      const is = added.find(([, { name }]) => name === was.name)?.[1];
      return is === undefined ? [] : [[was, is] as const];
    }),
  );
  const moved = new Set(moves.values());
  return {
    changes: [
      ...gone.flatMap(([, was]) => removal(was, moves.get(was), after)),
      ...added.filter(([, is]) => !moved.has(is)).map(([, is]) => addition(is, after)),
      ...stayed.flatMap(({ was, is }) => difference(was, is, after)),
    ],
    uses: stayed.map(({ was, is }): SchemaUse => {
      return { pair: compare(was.schema, is.schema), direction: 'request', user: after.name };
    }),
  };
}

function removal(was: Parameter, is: Parameter | undefined, { name: user, at }: Operation): ContractChange[] {
  const change = changesOf({ subject: `${user} ${was.place} parameter ${was.name}`, users: [user] });
  if (is !== undefined) {
    return [change('contract/parameter-moved', 'breaking', is.at, `moves to the ${is.place}`, 'value')];
  }
  return [change('contract/parameter-removed', 'risky', child(at, 'parameters'), 'is removed')];
}

function addition(is: Parameter, { name: user }: Operation): ContractChange {
  const change = changesOf({ subject: `${user} ${is.place} parameter ${is.name}`, users: [user] });
  return is.required
    ? change('contract/parameter-required', 'breaking', is.at, 'is new and required', 'value')
    : change('contract/parameter-required', 'additive', is.at, 'is added', 'value');
}

function difference(was: Parameter, is: Parameter, { name: user }: Operation): ContractChange[] {
  const change = changesOf({ subject: `${user} ${is.place} parameter ${is.name}`, users: [user] });
  const required = child(is.at, 'required');
  return [
    ...(is.required && !was.required
      ? [change('contract/parameter-required', 'breaking', required, 'becomes required')]
      : []),
    ...(was.required && !is.required
      ? [change('contract/parameter-required', 'additive', required, 'becomes optional')]
      : []),
    ...(was.encoding === is.encoding
      ? []
      : [
          change(
            'contract/parameter-encoding',
            'breaking',
            is.at,
            `is written in another way: ${is.encoding} instead of ${was.encoding}`,
            'value',
          ),
        ]),
  ];
}

import Big from 'big.js';

/** What a statement asks for or, below 0, gives back, in whole minor units. */
export interface Owed {
  readonly identifier: string;
  readonly owed: string;
}

/** A statement with what the provider is told of it: never less than 0. */
export interface Charge extends Owed {
  readonly value: string;
}

/**
 * Says what a customer is charged for each statement, in their order. A provider takes no negative values, so what was
 * charged too much lessens what comes next, until all of it is given back.
 *
 * @param balance what is owed without having been charged so far: 0, or less where something is to be given back
 */
export function chargeAccount(balance: string, statements: readonly Owed[]): Charge[] {
  let open = new Big(balance);
  return statements.map((statement) => {
    open = open.plus(statement.owed);
    const value = open.gt(0) ? open : new Big(0);
    open = open.minus(value);
    return { ...statement, value: value.toFixed() };
  });
}

import type { ActionContext } from './action-context.ts';
import { ActionFault } from './action-fault.ts';

/**
 * The number that an input names; undefined when it is not given.
 *
 * @param what it is the number of, for the message: `a pull request`
 * @throws {ActionFault} `usage` when it is none
 */
export function readNumberInput(
  { input }: Pick<ActionContext, 'input'>,
  name: string,
  what: string,
): number | undefined {
  const text = input(name);
  if (text === '') return undefined;
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new ActionFault(
    'usage',
    `The input ${name} takes the number of ${what}, and got ${JSON.stringify(text)}.`,
  );
}

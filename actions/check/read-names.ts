import { checkNames, type SelectableCheck } from '@souk/model/check/check-names.ts';
import { ActionFault } from '../runtime/action-fault.ts';
import { selectChecks } from './select-checks.ts';

/**
 * The checks that the input `only` names; all of them when it is not given.
 *
 * @throws {ActionFault} `usage`
 */
export function readNames(only: string): readonly SelectableCheck[] {
  if (only === '') return checkNames;
  const selected = selectChecks(only);
  if ('problem' in selected) throw new ActionFault('usage', `The input only ${selected.problem}`);
  return selected;
}

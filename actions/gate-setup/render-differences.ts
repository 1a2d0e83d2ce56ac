import type { Colors } from '../report/colors.ts';
import type { Difference } from './difference.ts';

/** What was expected and what was found, below one another. */
export function renderDifferences(differences: readonly Difference[], colors: Colors): string {
  return differences
    .map(
      ({ place, expected, found }) =>
        `✖ ${colors.bold(place)}\n${colors.green(`  + ${expected}`)}\n${colors.red(`  - ${found}`)}\n`,
    )
    .join('\n');
}

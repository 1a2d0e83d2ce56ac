import type { VettedEntry, VettingFinding } from '../../vetted-entry.ts';
import { vetContracts } from '../vet-contracts.ts';
import { contractSettings } from './contracts.ts';

/** `level rule file pointer`, the level where it is not that of the rule. */
export function describeFinding({ level, rule, file, place }: VettingFinding): string {
  const where = 'pointer' in place ? place.pointer : `@${place.offset}`;
  return [level, rule.replace('contract/', ''), file ?? 'manifest', where]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** Everything that is found, one line each. */
export async function find(vetted: VettedEntry, settings = contractSettings): Promise<string[]> {
  const { findings } = await vetContracts(vetted, settings);
  return findings.map(describeFinding).toSorted();
}

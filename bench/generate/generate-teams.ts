import type { Installation, Team } from '@souk/model/manifest/manifest.ts';
import type { Random } from './random.ts';
import { domains } from './words.ts';

/** What others need to know of a team before it is written. */
export interface TeamPlan {
  readonly id: string;
  readonly name: string;
  readonly costCenter: string;
  readonly people: readonly string[];
}

/** Share of teams whose installations may cost more than the team may spend. */
const OVERSPENT = 0.015;

export function planTeams(random: Random, apps: number): TeamPlan[] {
  return Array.from({ length: Math.max(4, Math.ceil(apps / 25)) }, (_, i) => {
    const domain = domains[i % domains.length];
    return {
      id: `team-${domain}-${i}`,
      name: `Team ${i} of ${domain}`,
      costCenter: `CC-${1000 + i}`,
      people: Array.from({ length: random.int(3, 8) }, (_, m) => `person-${i}-${m}`),
    };
  });
}

/** The team, with a budget that its installations fit into, but for a few that have spent too much. */
export function generateTeam(
  random: Random,
  { people, ...plan }: TeamPlan,
  installations: readonly Installation[],
): Team {
  const committed = installations.reduce((sum, { budget }) => sum + Number(budget ?? 0), 0);
  const factor = random.chance(OVERSPENT) ? 0.9 : 1 + random.int(1, 6) / 10;
  return {
    apiVersion: 'souk/v1',
    kind: 'Team',
    ...plan,
    contact: `${plan.id}@example.com`,
    members: [...people],
    github: `acme/${plan.id}`,
    budget: `${Math.max(1000, Math.ceil((committed * factor) / 100) * 100)}.00`,
  };
}

import type { CrmLead } from './crm-lead.ts';

type Proposal = Pick<CrmLead, 'company' | 'country' | 'source' | 'score'>;

/** What the form proposes, one after the other: companies that do not exist. */
export const sampleLeads: readonly Proposal[] = [
  { company: 'Nordhafen Foods', country: 'DE', source: 'web', score: 82 },
  { company: 'Veldkamp & Zonen', country: 'NL', source: 'fair', score: 74 },
  { company: 'Papeterie du Midi', country: 'FR', source: 'partner', score: 45 },
  { company: 'Göta Cykel', country: 'SE', source: 'web', score: 91 },
  { company: 'Wisła Meble', country: 'PL', source: 'phone', score: 67 },
];

const owners: Readonly<Record<string, NonNullable<CrmLead['owner']>>> = {
  DE: { team: 'Sales Hamburg', slackGroup: 'S02HAMBURG' },
  NL: { team: 'Sales Benelux', slackGroup: 'S02BENELUX' },
  BE: { team: 'Sales Benelux', slackGroup: 'S02BENELUX' },
  FR: { team: 'Sales Paris', slackGroup: 'S02PARIS' },
  SE: { team: 'Sales Nordics', slackGroup: 'S02NORDICS' },
  PL: { team: 'Sales Warsaw', slackGroup: 'S02WARSAW' },
};

/** The team that gets a lead from a country. */
export function ownerFor(country: string): CrmLead['owner'] {
  return owners[country] ?? null;
}

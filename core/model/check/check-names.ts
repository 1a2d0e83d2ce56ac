import { vettingParts } from '../vetting/vetting-part-names.ts';

/** The checks by name; the policies are the one that is written in Rego, vetting looks into files. Apart from the checks themselves, so that help loads none of them. */
export const checkNames = [
  'schema',
  'identity',
  'references',
  'version',
  'lifecycle',
  'billing',
  'policy',
  'consumers',
  'similar',
  'vetting',
] as const;

export type CheckName = (typeof checkNames)[number];

/** What one can ask for: checks, and parts of vetting. */
export const selectableChecks = [...checkNames, ...vettingParts] as const;

export type SelectableCheck = (typeof selectableChecks)[number];

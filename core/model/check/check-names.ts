/** The checks by name; the policies are the one that is written in Rego, vetting looks into files. Apart from the checks themselves, so that help loads none of them. */
export const checkNames = [
  'schema',
  'identity',
  'references',
  'version',
  'lifecycle',
  'policy',
  'consumers',
  'similar',
  'vetting',
] as const;

export type CheckName = (typeof checkNames)[number];

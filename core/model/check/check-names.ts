/** The checks by name, in the order they run; apart from the checks themselves, so that help loads none of them. */
export const checkNames = [
  'schema',
  'identity',
  'references',
  'version',
  'lifecycle',
  'consumers',
  'similar',
] as const;

export type CheckName = (typeof checkNames)[number];

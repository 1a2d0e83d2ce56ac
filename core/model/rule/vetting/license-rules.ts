import { type BuiltInRule, deny, warn } from '../rule-table.ts';

export const licenseRules = {
  'license/denied': deny(
    'Nothing is used whose licence the organisation cannot keep',
    'A licence binds whoever uses or passes on the code; which duties arise depends on how the entry reaches its users.',
  ),
  'license/review': warn(
    'Licences with duties are looked at by a person',
    'Some licences are fine when used in one way and not in another, which no list can tell.',
  ),
  'license/unknown': deny(
    'Licences are readable and on a list',
    'What is not known to be allowed is not allowed; guessing at a name turns UNLICENSED into a free licence.',
  ),
  'license/missing': warn(
    'Each component has a licence',
    'Without a licence nobody but the author may use a work.',
  ),
  'license/own': deny(
    'The licence of an entry is one that the organisation gives',
    'Users rely on the licence in the manifest; one that cannot be read or is not allowed grants them nothing.',
  ),
} as const satisfies Record<string, BuiltInRule>;

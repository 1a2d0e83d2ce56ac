import { type BuiltInRule, deny, warn } from '../rule-table.ts';

export const dependencyRules = {
  'dependency/disallowed': deny(
    'Packages that the organisation has ruled out are not used',
    'Some packages are known to be hijacked, abandoned or replaced by one that the organisation looks after.',
  ),
  'dependency/registry': deny(
    'Packages come from registries that the organisation trusts',
    'A registry decides what a name stands for; one that nobody watches can hand out anything.',
  ),
  'dependency/source': deny(
    'What is fetched is the same each time',
    'A branch moves, and a connection that is not encrypted can be answered by anybody on the way.',
  ),
  'dependency/confusion': deny(
    'Packages of the organisation come from its own registry',
    'Anybody can publish the name of an internal package elsewhere, and a package manager that looks there takes the higher version.',
  ),
  'dependency/look-alike': deny(
    'Package names are not mistaken for popular ones',
    'Malicious packages are given names one slip away from those that many people type.',
  ),
  'dependency/old-release': warn(
    'Packages are looked after',
    'What has had no release for years gets no mends for its holes either.',
  ),
  'dependency/no-hash': warn(
    'Components have checksums',
    'Without a checksum nobody can tell whether what is installed is what was vetted.',
  ),
  'dependency/lock-file': deny(
    'Lock files can be read',
    'A lock file that cannot be read hides where packages come from.',
  ),
} as const satisfies Record<string, BuiltInRule>;

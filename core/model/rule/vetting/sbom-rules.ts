import { type BuiltInRule, deny, fault, notice, warn } from '../rule-table.ts';

export const sbomRules = {
  'sbom/unreadable': deny(
    'A bill of materials can be read',
    'A document that no parser takes, or that two parsers read differently, tells nobody what the software is made of.',
  ),
  'sbom/too-large': deny(
    'A bill of materials stays within the limits',
    'Documents are read on every check: caps on size, depth and components keep a broken or hostile one from taking the machine.',
  ),
  'sbom/address': deny(
    'A bill of materials lies at an address that may be asked',
    'Whoever writes a manifest must not make the machine that checks it send requests into the network of the organisation.',
  ),
  'sbom/missing': deny(
    'A bill of materials is where the manifest says',
    'A document that nobody can read tells nobody what the software is made of.',
  ),
  'sbom/unreachable': fault(
    'A bill of materials that lies elsewhere can be fetched',
    'A document that could not be read is neither good nor bad, so there is no verdict until it can be.',
  ),
  'sbom/unknown-format': deny(
    'A bill of materials has a known format',
    'CycloneDX and SPDX are what scanners and auditors read.',
  ),
  'sbom/format': deny(
    'A bill of materials has the format that the manifest declares',
    'A wrong declaration usually means that the wrong file was committed.',
  ),
  'sbom/schema': deny(
    'A bill of materials is valid by the official schema',
    'What one tool lets pass another refuses, or worse, leaves out.',
  ),
  'sbom/digest': deny(
    'A bill of materials has the digest that the manifest gives',
    'The digest is what keeps a document from being exchanged after the review.',
  ),
  'sbom/subject': deny(
    'A bill of materials describes this version of this entry',
    'A document of another version, or of other software, hides what is really inside.',
  ),
  'sbom/artifact': deny(
    'A bill of materials describes the artifact that runs',
    'Name and version are a claim; only the digest shows that the document belongs to what is deployed.',
  ),
  'sbom/duplicate-ref': deny(
    'A reference names one component',
    'With two components of one name, nobody can tell which of them depends on what.',
  ),
  'sbom/dangling-ref': warn(
    'Dependencies name components that are listed',
    'A component that is named and not listed is checked for nothing.',
  ),
  'sbom/empty': warn(
    'A bill of materials lists components',
    'An empty document passes every check of components, though there is hardly any software without them.',
  ),
  'sbom/minimum-elements': warn(
    'A bill of materials has the minimum elements',
    'Name, version, identifier, dependencies, author and time are what it takes to find out who has a library that turns out to be dangerous.',
  ),
  'sbom/score': deny(
    'A bill of materials is of use',
    'Below the score that your organisation set, a document cannot answer the questions it is there for.',
  ),
  'sbom/age': warn(
    'A bill of materials is recent',
    'A document from long ago, or from the future, was hardly made by the build of this version.',
  ),
  'sbom/unnamed': notice(
    'A bill of materials is named by the manifest',
    'Only the document that the manifest names counts as evidence.',
  ),
  'sbom/not-looked-at': notice(
    'A bill of materials lies where checks can read it',
    'A document that was not looked at proves nothing, and the security score counts it as missing.',
  ),
} as const satisfies Record<string, BuiltInRule>;

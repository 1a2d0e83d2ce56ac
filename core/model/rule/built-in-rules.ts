import { billingRules } from './billing-rules.ts';
import { connectorRules } from './connector-rules.ts';
import { type BuiltInRule, deny, notice, warn } from './rule-table.ts';
import { vettingRules } from './vetting-rules.ts';

/** Every built-in rule by its id: `<check>/<rule>`. Ids are a contract; waivers and dashboards quote them. */
export const builtInRules = {
  'file/size': deny(
    'A manifest is a small file',
    'A huge file would slow every check for everybody. Long content belongs in an attachment.',
  ),
  'file/encoding': deny(
    'A manifest is UTF-8 text',
    'Bytes that are not UTF-8 read differently on different machines.',
  ),
  'file/path': deny(
    'A path is plain and canonical',
    'Control characters, backslashes and look-alike forms make two files look the same or escape their folder.',
  ),
  'file/not-regular': deny(
    'The catalog holds plain files only',
    'A symbolic link or a nested repository points at content that nobody reviewed.',
  ),
  'file/missing': deny(
    'The content of a file can be read',
    'A file that Git lists but cannot give was not fetched or is damaged; nothing can be said about it.',
  ),
  'yaml/empty': deny(
    'A manifest is not empty',
    'An empty file says nothing, and is usually a save that went wrong.',
  ),
  'yaml/syntax': deny('A manifest is valid YAML', 'What does not parse cannot be judged.'),
  'yaml/duplicate-key': deny(
    'A key stands once in a mapping',
    'With two equal keys, parsers disagree about which one counts.',
  ),
  'yaml/documents': deny(
    'A file holds one manifest',
    'One entity a file keeps history, ownership and review apart.',
  ),
  'yaml/tag': deny(
    'A manifest holds plain values',
    'YAML tags ask the reader to build objects; a manifest is data.',
  ),
  'yaml/aliases': deny('Aliases are few', 'A few lines of aliases can stand for billions of values.'),
  'yaml/depth': deny('Nesting is shallow', 'Very deep nesting exhausts the readers of the file.'),
  'yaml/number': deny(
    'Numbers are exact',
    'A number with too many digits is silently rounded; write it in quotes.',
  ),
  'yaml/hidden-character': deny(
    'Text shows what it says',
    'Invisible and text-reversing characters make reviewers read something else than what is stored.',
  ),
  'schema/kind': deny('A manifest says what it is', 'The kind decides which fields there are.'),
  'schema/required': deny(
    'Required fields are there',
    'Without these nobody can find, run or answer for the entry.',
  ),
  'schema/unknown-field': deny('Fields are known', 'A misspelt field would be ignored without a word.'),
  'schema/type': deny(
    'Values have the type of their field',
    'Text, numbers and lists are not interchangeable for the programs that read them.',
  ),
  'schema/value': deny(
    'Values come from the list of their field',
    'A value outside the list means nothing to the programs that read it.',
  ),
  'schema/format': deny(
    'Values have the form of their field',
    'Ids, versions, durations and addresses have a form so that everything can rely on them.',
  ),
  'schema/limit': deny('Values keep within their limits', 'Limits keep pages readable and checks fast.'),
  'schema/duplicate': deny(
    'Lists name a thing once',
    'A repeated item is usually a mistake for another one.',
  ),
  'identity/duplicate': deny(
    'An identity belongs to one file',
    'Two files with one kind and id would overwrite each other.',
  ),
  'identity/path': deny(
    'The id is the name of the folder or file',
    'People and tools find an entity by its place.',
  ),
  'identity/shared-id': deny(
    'Apps and connectors do not share an id',
    'An installation names its app by id alone.',
  ),
  'identity/second-marketplace': deny(
    'A catalog has one Marketplace',
    'Who approves and what is allowed stands in the settings of the marketplace. With two of them nobody could tell which count.',
  ),
  'identity/confusable': deny(
    'A new id does not look like another',
    'An id that differs by a look-alike character can be installed by mistake for the real one.',
  ),
  'identity/case': deny(
    'Paths differ by more than upper and lower case',
    'On macOS and Windows the two would be one file.',
  ),
  'reference/missing': deny(
    'What a manifest names exists',
    'A reference to nothing fails later, at run time, for somebody else.',
  ),
  'reference/attachment': deny(
    'Attachments are there',
    'A manifest that points at a missing file cannot be vetted.',
  ),
  'reference/environment': deny(
    'Environments are declared',
    'An unknown environment has no driver and no limits.',
  ),
  'reference/channel': warn(
    'A channel is one that something is sent by',
    'Who subscribes to a channel that sends nothing waits for news that never come.',
  ),
  'reference/range': deny(
    'A version range can be satisfied',
    'An installation whose range no version fits never runs.',
  ),
  'reference/secret': warn(
    'An installation refers to the secrets that its app asks for',
    'What lacks a secret does not begin; a reference that nobody asked for is of no use to anybody.',
  ),
  'version/not-raised': deny(
    'A change of content raises the version',
    'A version that was used once means one content for ever; otherwise nobody knows what runs.',
  ),
  'version/lowered': deny('Versions only rise', 'Going back is a new version too.'),
  'version/breaking': deny(
    'A breaking change raises the major version',
    'Consumers with a caret range must not receive a removal as an update.',
  ),
  'lifecycle/transition': deny(
    'Stages change along the legal path',
    'Each stage promises that the ones before it were passed.',
  ),
  'lifecycle/initial': deny(
    'An entry begins at the beginning',
    'A new entry has no history that could justify a later stage.',
  ),
  'lifecycle/deprecation': deny('A deprecated entry says when it ends', 'Consumers need a date to plan by.'),
  'lifecycle/notice': deny(
    'The sunset leaves time to move',
    'Teams that depend on an entry need the notice they were promised.',
  ),
  'lifecycle/way-out': deny(
    'A deprecated entry shows the way out',
    'A replacement or a migration guide is the difference between a move and an outage.',
  ),
  'lifecycle/record-removed': deny(
    'A published entry is retired, not deleted',
    'The record of what ran, and who approved it, is kept.',
  ),
  'consumers/removed': deny(
    'What is installed is not removed',
    'Removing it would break the installations that use it.',
  ),
  'consumers/range': warn(
    'Consumers get the new version',
    'Installations whose range leaves the new version out stay on the old one.',
  ),
  'consumers/deprecated': notice(
    'Consumers of a deprecated entry',
    'These installations have to move before the sunset.',
  ),
  'check/crashed': {
    level: 'error',
    title: 'A check does its work',
    why: 'No verdict is an error, never a pass; the author is not to blame.',
  },
  'policy/bundle': {
    level: 'error',
    title: 'The policies can be used',
    why: 'Without the policies that an organisation agreed on there is no verdict, and no verdict is never a pass.',
  },
  'policy/failed': {
    level: 'error',
    title: 'A policy does its work',
    why: 'A rule that breaks on one manifest says nothing about it. The other rules and the other manifests are judged all the same.',
  },
  'waiver/unused': warn(
    'A waiver silences something',
    'An exception that nobody needs any more hides the next violation.',
  ),
  'similar/entry': notice(
    'Something like this exists',
    'Reusing what is there is cheaper than building and running it again.',
  ),
  ...billingRules,
  ...vettingRules,
  ...connectorRules,
} as const satisfies Record<string, BuiltInRule>;

export type BuiltInRuleId = keyof typeof builtInRules;

export function findBuiltInRule(id: string): BuiltInRule | undefined {
  return Object.hasOwn(builtInRules, id) ? builtInRules[id as BuiltInRuleId] : undefined;
}

/** Page that explains a rule, relative to the root of the repository. */
export function docsOf(rule: string): string {
  return `docs/rules/${rule}.md`;
}

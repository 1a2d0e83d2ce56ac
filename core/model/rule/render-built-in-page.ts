import type { BuiltInRule } from './rule-table.ts';

const levelWords = {
  error: 'An error: a check could not do its work. The author is not to blame.',
  deny: 'Denies: the change cannot be merged until it is mended.',
  warn: 'Warns: the change can be merged; think about it first.',
  notice: 'Informs: nothing has to be done.',
} as const;

/** Checks that `souk check --only` knows, by the first part of the id of their rules. */
const checkOf: Readonly<Record<string, string>> = {
  file: 'schema',
  yaml: 'schema',
  schema: 'schema',
  identity: 'identity',
  reference: 'references',
  version: 'version',
  lifecycle: 'lifecycle',
  billing: 'billing',
  consumers: 'consumers',
  similar: 'similar',
};

/** The page of a rule that the checks themselves enforce. */
export function renderBuiltInPage(id: string, { title, level, why }: BuiltInRule): string {
  const [prefix = ''] = id.split('/');
  const alone = Object.hasOwn(checkOf, prefix)
    ? `, or these alone with \`npx souk check --only ${checkOf[prefix]}\``
    : '';
  return [
    '<!-- Generated from core/model/rule/built-in-rules.ts by `npm run generate`. Do not edit. -->',
    `# ${title}`,
    '',
    `Rule \`${id}\`. ${levelWords[level]}`,
    '',
    why,
    '',
    'Every finding of this rule names the file, the line and the column, what was expected, what was found, and how to mend it.',
    `See them on your own change with \`npx souk check\`${alone}.`,
    '',
    '[All rules](../README.md)',
    '',
  ].join('\n');
}

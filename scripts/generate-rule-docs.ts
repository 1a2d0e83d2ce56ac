import { join } from 'node:path';
import { type BuiltInRule, builtInRules, docsOf } from '@souk/model/rule/built-in-rules.ts';

const levelWords = {
  error: 'An error: a check could not do its work. The author is not to blame.',
  deny: 'Denies: the change cannot be merged until it is mended.',
  warn: 'Warns: the change can be merged; think about it first.',
  notice: 'Informs: nothing has to be done.',
} as const;

/** A page for every built-in rule, and a list of all. */
export function generateRuleDocs(root: string): Map<string, string> {
  const rules = Object.entries(builtInRules).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const pages = rules.map(([id, rule]) => [join(root, docsOf(id)), renderPage(id, rule)] as const);
  return new Map([[join(root, 'docs/rules/README.md'), renderList(rules)], ...pages]);
}

function renderPage(id: string, { title, level, why }: BuiltInRule): string {
  const [check = ''] = id.split('/');
  return [
    '<!-- Generated from core/model/rule/built-in-rules.ts by `npm run generate`. Do not edit. -->',
    `# ${title}`,
    '',
    `Rule \`${id}\`. ${levelWords[level]}`,
    '',
    why,
    '',
    'Every finding of this rule names the file, the line and the column, what was expected, what was found, and how to mend it.',
    `See them on your own change with \`npx souk check\`${isCheckName(check) ? `, or these alone with \`npx souk check --only ${checkNames[check]}\`` : ''}.`,
    '',
    '[All rules](../README.md)',
    '',
  ].join('\n');
}

const checkNames: Readonly<Record<string, string>> = {
  file: 'schema',
  yaml: 'schema',
  schema: 'schema',
  identity: 'identity',
  reference: 'references',
  version: 'version',
  lifecycle: 'lifecycle',
  consumers: 'consumers',
  similar: 'similar',
};

function isCheckName(check: string): boolean {
  return Object.hasOwn(checkNames, check);
}

function renderList(rules: readonly (readonly [string, BuiltInRule])[]): string {
  const rows = rules.map(([id, { title, level }]) => `| [\`${id}\`](${id}.md) | ${level} | ${title} |`);
  return [
    '<!-- Generated from core/model/rule/built-in-rules.ts by `npm run generate`. Do not edit. -->',
    '# Rules that the checks enforce',
    '',
    'Beside these, the platform team writes rules of its own as policy.',
    '',
    '| Rule | Level | What it asks |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

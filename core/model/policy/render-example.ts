import { valueAt } from '../finding/json-pointer.ts';
import { block, code, prose } from './markdown.ts';
import type { Layer, PolicyRule } from './policy-rule.ts';
import { renderManifestPart, renderYaml } from './render-manifest-part.ts';
import { renderMessage } from './render-message.ts';
import type { RuleCase, RuleExample } from './rule-example.ts';

const LONGEST_FACT = 120;
const MOST_CONFIG_LINES = 14;

/** What a case with violations and one without are called. */
const titles: Readonly<Record<Layer, readonly [string, string]>> = {
  developer: ['This is found', 'This is fine'],
  platform: ['This is found', 'This is fine'],
  org: ['This is found', 'This is fine'],
  risk: ['This raises the risk', 'This does not'],
  approval: ['This needs a review', 'This does not'],
};

/** The cases that show what a rule asks, as a section of its page. */
export function renderExample(
  rule: PolicyRule,
  { failing, passing, differences }: RuleExample,
  config: unknown,
): string {
  const fields = differences
    .filter((pointer) => pointer.startsWith('/entity/'))
    .map((pointer) => pointer.slice('/entity'.length));
  const pointers = [...failing.violations.map(({ path }) => path), ...fields];
  const facts = differences.filter((pointer) => !pointer.startsWith('/entity/'));
  const [found, fine] = titles[rule.layer];
  return [
    '## Example',
    renderCase(found, failing, pointers, facts),
    [...new Set(failing.violations.map((violation) => renderFinding(rule, violation)))].join('\n>\n'),
    renderCase(fine, passing, pointers, facts),
    renderConfig(config),
  ]
    .filter((section) => section !== '')
    .join('\n\n');
}

function renderCase(
  title: string,
  { name, input }: RuleCase,
  pointers: readonly string[],
  facts: readonly string[],
): string {
  const part = renderManifestPart(valueAt(input, '/entity'), pointers);
  const told = facts.map((pointer) => `- ${renderFact(pointer, valueAt(input, pointer))}`);
  return [
    `${title} (${prose(name)}):`,
    '',
    block('yaml', part),
    ...(told.length === 0 ? [] : ['', 'where', '', ...told]),
  ].join('\n');
}

function renderFact(pointer: string, value: unknown): string {
  const name = code(pointer.slice(1).replaceAll('/', '.'));
  if (value === undefined || value === null) return `${name} is not there`;
  const text = JSON.stringify(value);
  return `${name} is ${code(text.length > LONGEST_FACT ? `${text.slice(0, LONGEST_FACT)}…` : text)}`;
}

function renderFinding(rule: PolicyRule, violation: RuleCase['violations'][number]): string {
  const place = violation.path === '' ? 'On the whole manifest' : `At ${code(violation.path)}`;
  const { role, count } = violation.params;
  const demand = rule.layer === 'approval' ? ` Asked for: ${prose(String(role))}, ${String(count)}.` : '';
  return `> ${place}: ${prose(renderMessage({ rule, ...violation }))}${demand}`;
}

function renderConfig(config: unknown): string {
  if (typeof config !== 'object' || config === null || Object.keys(config).length === 0) return '';
  const text = renderYaml(config);
  return text.split('\n').length > MOST_CONFIG_LINES
    ? ''
    : `In both, the rule is configured with\n\n${block('yaml', text)}`;
}

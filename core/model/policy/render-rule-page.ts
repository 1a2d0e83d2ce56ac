import { isWaivable, type WaiverSettings } from '../waiver/waiver-settings.ts';
import { block, code, prose } from './markdown.ts';
import type { PolicyRule } from './policy-rule.ts';
import { renderExample } from './render-example.ts';
import { renderReads } from './render-reads.ts';
import { chooseExample, type RuleCase } from './rule-example.ts';

/** What the page of a rule is made of. */
export interface RulePage {
  readonly rule: PolicyRule;
  readonly cases: readonly RuleCase[];
  /** What the rule is configured with in its cases. */
  readonly config: unknown;
  readonly waivers: WaiverSettings;
  /** Path to the policies folder, relative to the page. */
  readonly policies: string;
}

const levels: Readonly<Record<PolicyRule['level'], string>> = {
  deny: 'denies: the change cannot be merged until it is mended',
  warn: 'warns: the change can be merged; think about it first',
  notice: 'informs: nothing has to be done',
};

const stages: Readonly<Record<PolicyRule['stage'], string>> = {
  shadow: 'being tried out: only admins see what it finds, by `souk check --shadow`',
  warn: 'being introduced: a violation is at most a warning',
  'deny-new':
    'in force for what is new: what was wrong before a change is tolerated with a warning, new violations count in full',
  deny: 'in force',
};

/** `{name}` in a text, in whose place a finding says what it found. */
const PLACE = /\{[A-Za-z][A-Za-z0-9]*\}/;
const PLACES_EXPLAINED = 'In place of the words in braces a finding says what it found.';

/** The page of one policy rule: what it asks and why, how to mend it, what it looks at, and an example. */
export function renderRulePage(page: RulePage): string {
  const { rule, cases, config, policies } = page;
  const example = chooseExample(rule, cases);
  const tests = rule.source.replace(/\.rego$/, '_test.rego');
  const sections = [
    `<!-- Generated from policies/${rule.source} by \`souk policy docs\`. Do not edit. -->\n# ${prose(rule.title)}`,
    prose(rule.description),
    renderFacts(rule),
    `## What you see\n\n> ${prose(rule.message)}${PLACE.test(rule.message) ? `\n\n${PLACES_EXPLAINED}` : ''}`,
    `## How to mend it\n\n${prose(rule.remediation)}`,
    ...(example === undefined ? [] : [renderExample(rule, example, config)]),
    renderReads(rule, policies),
    renderWaiving(page),
    `[Source](${policies}/${rule.source}) · [${cases.length} cases](${policies}/${tests}) · [All rules](../README.md)`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function renderFacts(rule: PolicyRule): string {
  const { id, layer, kinds, owner, enforceFrom } = rule;
  const rows = [
    ['Rule', code(id)],
    ['Judges', kinds.map(code).join(', ')],
    ['A violation', renderLevel(rule)],
    ['Stage', `${code(rule.stage)}: ${stages[rule.stage]}`],
    ...(enforceFrom === undefined
      ? []
      : [
          [
            'Enforced',
            `from the lifecycle stage ${code(enforceFrom)} on; before, a violation is at most a warning`,
          ],
        ]),
    ['Layer', code(layer)],
    ['Owner', prose(owner)],
  ];
  return ['| | |', '| --- | --- |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');
}

function renderLevel({ layer, level }: PolicyRule): string {
  switch (layer) {
    case 'risk':
      return 'is a reason that makes the change riskier: low, medium or high; the highest counts';
    case 'approval':
      return 'is a demand for a review, by a role and a number of people';
    case 'developer':
    case 'platform':
    case 'org':
      return levels[level];
  }
}

function renderWaiving({ rule, waivers }: RulePage): string {
  const heading = '## When it cannot be kept';
  if (rule.layer === 'risk' || rule.layer === 'approval') {
    return `${heading}\n\nThere is nothing to waive: the rule refuses nothing, it decides how carefully a change is looked at.`;
  }
  if (!isWaivable(rule.id, waivers)) {
    return `${heading}\n\nNobody can waive this rule. Talk to ${prose(rule.owner)}.`;
  }
  const waiver = [
    'apiVersion: souk/v1',
    'kind: Waiver',
    `id: my-app-${rule.id.split('/')[1]}`,
    `rule: ${rule.id}`,
    `entity: ${rule.kinds[0]}/my-app`,
    'reason: Why it is right, and what is done until then.',
    'approvedBy: a role, team or person that may',
    'expiresAt: 2027-03-31',
  ].join('\n');
  return `${heading}\n\nAsk for an exception that ends: a file \`catalog/waivers/<id>.yaml\` in the same pull request.\n\n${block('yaml', waiver)}`;
}

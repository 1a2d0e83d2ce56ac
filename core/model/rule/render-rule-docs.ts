import { code, prose } from '../policy/markdown.ts';
import { type Layer, layers, type PolicyRule } from '../policy/policy-rule.ts';
import { type RulePage, renderRulePage } from '../policy/render-rule-page.ts';
import { builtInRules } from './built-in-rules.ts';
import { renderBuiltInPage } from './render-built-in-page.ts';

/** How every generated page begins; what begins so and is no page any more may be removed. */
export const GENERATED_PAGE = '<!-- Generated from ';

const layerTitles: Readonly<Record<Layer, string>> = {
  developer: 'Developer: what makes an entry easy to find, to run and to trust',
  platform: 'Platform: what may run, and how',
  org: 'Organisation: data, vendors, money and lifecycle',
  risk: 'Risk: what makes a change riskier',
  approval: 'Approval: who has to look at a change',
};

/** A page for every rule, and a list of all, by their paths within the folder of the docs. */
export function renderRuleDocs(pages: readonly RulePage[]): Map<string, string> {
  const builtIn = Object.entries(builtInRules).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return new Map([
    ['README.md', renderList(pages.map(({ rule }) => rule))],
    ...builtIn.map(([id, rule]) => [`${id}.md`, renderBuiltInPage(id, rule)] as const),
    ...pages.map((page) => [`${page.rule.id}.md`, renderRulePage(page)] as const),
  ]);
}

function renderList(rules: readonly PolicyRule[]): string {
  const sections = layers.flatMap((layer) => {
    const rows = rules
      .filter((rule) => rule.layer === layer)
      .map(
        ({ id, level, stage, title }) =>
          `| [${code(id)}](${id}.md) | ${yieldsFindings(layer) ? `${level} | ` : ''}${stage} | ${prose(title)} |`,
      );
    if (rows.length === 0) return [];
    const head = yieldsFindings(layer)
      ? ['| Rule | Level | Stage | What it asks |', '| --- | --- | --- | --- |']
      : ['| Rule | Stage | What it asks |', '| --- | --- | --- |'];
    return [`## ${layerTitles[layer]}`, '', ...head, ...rows, ''];
  });
  const builtIn = Object.entries(builtInRules)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { title, level }]) => `| [\`${id}\`](${id}.md) | ${level} | ${title} |`);
  return [
    `${GENERATED_PAGE}policies/bundle and core/model/rule/built-in-rules.ts by \`npm run generate\`. Do not edit. -->`,
    '# Rules that the checks enforce',
    '',
    'Admins write the rules of these layers as policy and change them by pull request: `souk policy impact` shows',
    'beforehand what a change would break. A stage says how far a rule is rolled out: `shadow` (only admins see it), `warn`',
    '(at most a warning), `deny-new` (what was wrong before is tolerated), `deny` (in force).',
    '',
    ...sections,
    '## Built in',
    '',
    'What holds in every marketplace: files that can be read, manifests that keep their schema, references that lead',
    'somewhere, versions and stages that move in one direction.',
    '',
    '| Rule | Level | What it asks |',
    '| --- | --- | --- |',
    ...builtIn,
    '',
  ].join('\n');
}

function yieldsFindings(layer: Layer): boolean {
  return layer !== 'risk' && layer !== 'approval';
}

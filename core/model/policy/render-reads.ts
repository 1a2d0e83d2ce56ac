import { code } from './markdown.ts';
import type { PolicyRule } from './policy-rule.ts';

/** Parts of what a rule may look at, in the order in which people think of them. */
const parts: readonly (readonly [prefix: string, title: string])[] = [
  ['input.entity', 'The manifest'],
  ['input.before', 'The manifest before the change'],
  ['input.change', 'The change'],
  ['input.refs', 'What the manifest names'],
  ['input.evidence', 'What was found out'],
  ['input.risk', 'The risk'],
  ['input.now', 'The moment of judging'],
  ['input.settings', 'The marketplace settings'],
  ['data.config', 'Configuration'],
];

/** What a rule looks at, as a section of its page. */
export function renderReads({ reads }: PolicyRule, policies: string): string {
  const rows = parts.flatMap(([prefix, title]) => {
    const paths = reads.filter((path) => path === prefix || path.startsWith(`${prefix}.`));
    if (paths.length === 0) return [];
    const shown = paths.map((path) => renderPath(path.slice(prefix.length + 1), prefix, policies));
    return [`| ${title} | ${shown.join(', ')} |`];
  });
  return rows.length === 0 ? '' : ['## What it looks at', '', '| | |', '| --- | --- |', ...rows].join('\n');
}

function renderPath(path: string, prefix: string, policies: string): string {
  if (path === '') return 'as a whole';
  const [section] = path.split('.');
  return prefix === 'data.config' ? `[${code(path)}](${policies}/data/${section}.yaml)` : code(path);
}

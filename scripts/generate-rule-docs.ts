import { join } from 'node:path';
import { renderRuleDocs } from '@souk/model/rule/render-rule-docs.ts';
import { readRuleCases } from '@souk/policies/build/read-rule-cases.ts';
import { compareRuleDocs } from '@souk/policies/build/write-rule-docs.ts';

/** A page for every rule, built in or written as policy, and a list of all; undefined for pages that must go. */
export async function generateRuleDocs(root: string): Promise<Map<string, string | undefined>> {
  const { rules, waivers } = await readRuleCases(join(root, 'policies'));
  const pages = rules.map((rule) => ({ ...rule, waivers, policies: '../../../policies' }));
  const docs = renderRuleDocs(pages);
  const folder = join(root, 'docs/rules');
  const { leftover } = await compareRuleDocs(folder, docs);
  return new Map([
    ...[...docs].map(([path, text]) => [join(folder, path), text] as const),
    ...leftover.map((path) => [join(folder, path), undefined] as const),
  ]);
}

import { join } from 'node:path';
import type { Defence, Threat } from './defences/defence.ts';
import { threats } from './defences/threats.ts';

const introduction = `# What Souk is defended against

Generated from \`scripts/defences/\` by \`npm run generate\`: edit those.

Whoever opens a pull request may mean harm, and whatever a controller depends on may fail it. For each attack: what keeps it from working, where that is in the code, and the test that fails when it is taken out. \`npm run test:defences\` takes out each of them in turn, in a copy of this tree, and fails when a test named here does not notice; \`--only <name>\` tries one. What Souk promises beyond that: [security](../SECURITY.md).`;

/** One page on all attacks and defences. */
export function generateThreatDocs(root: string): Map<string, string> {
  const page = [introduction, ...threats.map(renderThreat)].join('\n\n');
  return new Map([[join(root, 'docs/threats.md'), `${page}\n`]]);
}

function renderThreat({ attack, defences }: Threat): string {
  const head = '| Defence | Name | Where | Tests |\n| --- | --- | --- | --- |';
  return [`## ${attack}\n`, head, ...defences.map(renderDefence)].join('\n');
}

function renderDefence({ name, summary, file, tests }: Defence): string {
  const titles = tests.map((test) => `${linkTo(test.file)}: ${test.title}`);
  return `| ${summary} | \`${name}\` | ${linkTo(file)} | ${titles.join('<br>')} |`;
}

function linkTo(file: string): string {
  return `[${file.slice(file.lastIndexOf('/') + 1)}](../${file})`;
}

import { describe, expect, it } from 'vitest';
import { lint } from '../testing/vetted.ts';

const lintRunbook = (text: string, files: Record<string, string> = {}): Promise<string[]> =>
  lint({ 'runbook.md': text, ...files });

const alerts = '## Alerts\n\nCrmStale means no run for an hour.\n';
const rollback = '## Rollback\n\nSet the version back by pull request.\n';
const whole = `# Runbook: CRM\n\n${alerts}\n${rollback}`;

const cases: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
  ['all sections are filled in', whole, []],
  ['a section is missing', `# Runbook\n\n${alerts}`, ['runbook/section-missing: ']],
  ['the title names the section only', `# Rollback\n\n${alerts}`, ['runbook/section-missing: ']],
  ['there is no title', `${alerts}${rollback}`, []],
  ['all sections are titles', `# Runbook\n\n${alerts}${rollback}`.replaceAll('## ', '# '), []],
  [
    'other words are used',
    `# R\n\n## When something breaks\n\nLook at the last change first.\n\n## 3. Start, stop, roll back\n\nSet the version back by pull request.\n`,
    [],
  ],
  [
    'a word only begins alike',
    `# R\n\n${alerts}\n## Rollbacks\n\nSet the version back by pull request.\n`,
    ['runbook/section-missing: '],
  ],
  ['a section is empty', `# R\n\n## Alerts\n\n${rollback}`, ['runbook/section-empty: ## Alerts']],
  [
    'a section has too few words',
    `# R\n\n## Alerts\n\nSee above.\n\n${rollback}`,
    ['runbook/section-empty: ## Alerts'],
  ],
  [
    'a section holds a comment only',
    `# R\n\n## Alerts\n\n<!-- write what the alerts mean here -->\n\n${rollback}`,
    ['runbook/section-empty: ## Alerts'],
  ],
  [
    'a section has its words below deeper headings',
    `# R\n\n## Alerts\n\n### Stale\n\nNo run for an hour.\n\n${rollback}`,
    [],
  ],
  [
    'a section is a table',
    `# R\n\n## Alerts\n\n| Alert | Means |\n| --- | --- |\n| Stale | no run for an hour |\n\n${rollback}`,
    [],
  ],
  ['a section is code', `# R\n\n${alerts}\n## Rollback\n\n\`\`\`sh\nsouk pin crm-sync 1.4.1\n\`\`\`\n`, []],
  [
    'headings are underlined',
    `R\n=\n\nAlerts\n------\n\nCrmStale means no run for an hour.\n\n${rollback}`,
    [],
  ],
  ['a placeholder stands in it', whole.replace('an hour', 'TODO'), ['runbook/placeholder: TODO']],
  ['a placeholder in lower case', whole.replace('an hour', 'an hour (tbd)'), ['runbook/placeholder: tbd']],
  ['a placeholder of two words', `${whole}\nLorem ipsum dolor.\n`, ['runbook/placeholder: Lorem ipsum']],
  ['a placeholder in a heading', `${whole}\n## TODO\n`, ['runbook/placeholder: TODO']],
  ['a placeholder in code', `${whole}\nRun \`grep TODO\`.\n`, []],
  ['a word that holds a placeholder', `${whole}\nThe autodown job, TODOs aside.\n`, []],
  [
    'a heading in code is none',
    `# R\n\n${alerts}\n\`\`\`\n## Rollback\nmany words are here now\n\`\`\`\n`,
    ['runbook/section-missing: '],
  ],
  [
    'a link leads nowhere',
    `${whole}\nSee [the query](queries/stale.sql).\n`,
    ['runbook/broken-link: [the query](queries/stale.sql)'],
  ],
  ['a picture is missing', `${whole}\n![map](map.png)\n`, ['runbook/broken-link: ![map](map.png)']],
  [
    'a reference leads nowhere',
    `${whole}\nSee [it][q].\n\n[q]: ./stale.sql\n`,
    ['runbook/broken-link: [q]: ./stale.sql'],
  ],
  [
    'a link leaves the folder',
    `${whole}\nSee [it](../../secrets.md).\n`,
    ['runbook/broken-link: [it](../../secrets.md)'],
  ],
  [
    'links that need no file',
    `${whole}\n[a](https://x.example) [b](#alerts) [c](mailto:a@b.example) [d](manifest.yaml)\n`,
    [],
  ],
];

describe('when a runbook is vetted', () => {
  it.each(cases)('%s', async (_, text, expected) => {
    expect(await lintRunbook(text)).toEqual(expected);
  });

  it('finds linked files and folders', async () => {
    const text = `${whole}\n[a](./sql/stale.sql#top) [b](sql/) [c](a%20b.md)\n`;
    expect(await lintRunbook(text, { 'sql/stale.sql': '', 'a b.md': '' })).toEqual([]);
  });

  it('asks nothing of what is retired', async () => {
    expect(await lint({ 'runbook.md': '# Gone\n' }, { lifecycle: { stage: 'retired' } })).toEqual([]);
  });

  it.each([
    ['stars that never pair up', '**a'.repeat(20_000)],
    ['nested quotes', `${'> '.repeat(5_000)}a`],
    ['nested quotes over lines', `${'> '.repeat(16)}a\n\n`.repeat(3_000)],
    ['list items', '- a\n'.repeat(10_000)],
    ['open brackets', '['.repeat(50_000)],
    ['a long text', 'word '.repeat(50_000)],
  ])('refuses %s', async (_, text) => {
    expect(await lintRunbook(text)).toEqual(['runbook/unreadable: ']);
  });
});

import type { Finding, Level } from '@souk/model/finding/finding.ts';
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { renderFindings } from './render-findings.ts';

const findingOf = (rule: string, line: number, level: Level = 'warn'): Finding => ({
  rule,
  level,
  message: `Number ${line}.`,
  help: 'Mend it.',
  docs: `docs/rules/${rule}.md`,
  location: { path: 'sbom.cdx.json', line, column: 1, endLine: line, endColumn: 1 },
});
const render = (findings: readonly Finding[]): string =>
  renderFindings(findings, { textOf: () => '', columns: 100, color: false }, pc.createColors(false));

describe('when a file has many findings of one rule', () => {
  const many = Array.from({ length: 12 }, (_, i) => findingOf('vulnerability/known', i + 1));

  it('tells ten of them, and how many more there are', () => {
    const text = render([...many, findingOf('license/denied', 13)]);
    expect(text.match(/Number \d+\./g)).toHaveLength(11);
    expect(text).toContain('… and 2 more of vulnerability/known in this file');
    expect(text).not.toContain('more of license/denied');
  });

  it('leaves out none that blocks for one that does not', () => {
    const text = render([...many, findingOf('vulnerability/known', 13, 'deny')]);
    expect(text).toContain('Number 13.');
    expect(text).toContain('… and 3 more');
  });

  it('tells all of ten', () => {
    expect(render(many.slice(0, 10))).not.toContain('more of');
  });
});

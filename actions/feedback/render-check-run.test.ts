import { describe, expect, it } from 'vitest';
import { aFinding, anOutcome, aReport } from '../testing/gate-outcomes.ts';
import { renderCheckRun } from './render-check-run.ts';

const links = { docs: (path: string) => `https://github.com/acme/souk/blob/main/${path}` };

describe('when a check run tells how it stands', () => {
  const outcome = anOutcome({
    state: 'blocked',
    report: aReport({
      verdict: 'fail',
      findings: [aFinding(), aFinding({ level: 'warn', message: 'A remark.' })],
    }),
  });
  const { title, summary, text } = renderCheckRun(outcome, links);

  it('has a title that stands without the rest', () => {
    expect(title).toBe('1 thing to fix before this can merge');
  });

  it('says in the summary what to do, and in the text what helps to judge it', () => {
    expect(summary).toContain('### What to fix');
    expect(summary).toContain('**What happens next:**');
    expect(summary).not.toContain('### Risk');
    expect(text).toContain('### Risk: low');
    expect(text).toContain('A remark.');
    expect(text).not.toContain('### What to fix');
  });
});

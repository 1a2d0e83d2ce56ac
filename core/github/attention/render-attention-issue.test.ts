import type { Attention } from '@souk/model/attention/assemble-attention.ts';
import type { Finding } from '@souk/model/finding/finding.ts';
import { hostileText } from '@souk/model/testing/hostile-text.ts';
import { aTeam } from '@souk/model/testing/manifests.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMarker, renderMarker } from './issue-marker.ts';
import { renderAttentionIssue, renderRestIssue } from './render-attention-issue.ts';

const finding = (text: string): Finding => ({
  ...{ rule: 'reference/missing', level: 'deny', message: text, help: text, docs: '' },
  location: { path: `catalog/${text}`, line: 1, column: 1, endLine: 1, endColumn: 1 },
});
const attention = (text: string, count = 1): Attention => ({
  subject: `catalog/${text}`,
  findings: Array.from({ length: count }, () => finding(text)),
  team: aTeam({ name: 'Finance', github: 'acme/finance', lead: { github: 'ada' } }),
});

describe('when an issue is rendered', () => {
  it('mentions the team alone, whatever is told', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { body } = renderAttentionIssue(attention(text));
        expect(body.match(/@(?!\u200b)[\w/-]+/g)).toEqual(['@acme/finance']);
        expect(body).not.toMatch(/<!--/);
      }),
    );
  });

  it('has room for it, however much there is to mend', () => {
    const { title, body } = renderAttentionIssue(attention('&'.repeat(5_000), 2_000));
    expect(body.length).toBeLessThanOrEqual(60_000);
    expect(body).toMatch(/… and \d+ more/);
    expect(title.length).toBeLessThanOrEqual(256);
    const rest = renderRestIssue(
      Array.from({ length: 5_000 }, (_, i) => renderAttentionIssue(attention(`${i}`))),
    );
    expect(rest.body.length).toBeLessThanOrEqual(60_000);
  });

  it('says the same for the same findings, and another thing for others', () => {
    expect(renderAttentionIssue(attention('a')).digest).toBe(renderAttentionIssue(attention('a')).digest);
    expect(renderAttentionIssue(attention('a', 2)).digest).not.toBe(
      renderAttentionIssue(attention('a')).digest,
    );
  });
});

describe('when the marker of an issue is read', () => {
  it('gives back what was written, whatever the subject', () => {
    fc.assert(
      fc.property(
        hostileText.map((text) => text.toWellFormed()).filter((text) => text !== '' && text.length < 200),
        (subject) => {
          const marker = renderMarker(subject, 'abc');
          expect(marker.slice(4, -3)).not.toMatch(/-->|\n/);
          expect(parseMarker(`${marker}\nMore.`)).toEqual({ subject, digest: 'abc' });
        },
      ),
    );
  });

  it.each([
    '',
    'x <!-- souk:attention a b -->',
    '<!-- souk:attention %E0%A4%A b -->',
    '<!-- souk:verdict -->',
  ])('finds none in %j', (body) => {
    expect(parseMarker(body)).toBeUndefined();
  });
});

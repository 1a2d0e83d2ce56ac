import type { ChangePreview, PreviewRow } from '@souk/model/cost/preview-change.ts';
import { describe, expect, it } from 'vitest';
import { renderCostPreview } from './render-cost-preview.ts';

const row = (changes: Partial<PreviewRow> = {}): PreviewRow => ({
  ...{ kind: 'App', id: 'label-service', installations: { before: 3, after: 3 }, assumed: false },
  ...{ before: '1200.00', after: '1320.50', difference: '120.50' },
  ...changes,
});
const preview = (changes: Partial<ChangePreview> = {}): ChangePreview => ({
  ...{ period: '2026-11', currency: 'EUR', more: 0, moreLines: 0, problems: [], assumption: 'As assumed.' },
  command: 'npx souk cost label-service --base main --scenario labels=1000',
  total: { before: '1200.00', after: '1320.50', difference: '120.50' },
  rows: [row()],
  lines: [
    {
      kind: 'App',
      id: 'label-service',
      text: 'labels',
      before: '400.00',
      after: '440.17',
      difference: '40.17',
    },
  ],
  ...changes,
});
const ROOM = 20_000;

describe('when the cost of a change is shown', () => {
  it('tells before and after, and the lines behind a click', () => {
    expect(renderCostPreview(preview(), ROOM)).toBe(`### What it costs

By the prices of November 2026: **1,200.00 → 1,320.50 EUR** a month, **120.50 more**.

| What | Installations | Before | After | Difference |
| --- | ---: | ---: | ---: | ---: |
| \`App/label-service\` | 3 | 1,200.00 | 1,320.50 | +120.50 |

<details><summary>1 line differs</summary>

| For one installation | Before | After | Difference |
| --- | ---: | ---: | ---: |
| \`App/label-service\` labels | 400.00 | 440.17 | +40.17 |

</details>

<sub>As assumed.</sub>

With your own numbers: \`npx souk cost label-service --base main --scenario labels=1000\``);
  });

  it.each<[name: string, changes: Partial<ChangePreview>, words: string]>([
    ['what is saved', { total: { before: '20.00', after: '10.00', difference: '-10.00' } }, '**10.00 less**'],
    [
      'no difference',
      { total: { before: '1.00', after: '1.00', difference: '0.00' } },
      ' a month, no difference.',
    ],
    ['prices that change for nobody', { rows: [], lines: [] }, 'no installation costs more or less.'],
    ['another currency', { total: null, currency: null }, 'There is no difference to tell'],
    ['who comes', { rows: [row({ installations: { before: 1, after: 2 } })] }, '| 1 → 2 |'],
    ['what nobody has installed', { rows: [row({ assumed: true })] }, '| if there were one |'],
    ['what is new', { rows: [row({ before: null })] }, '| – | 1,320.50 |'],
    ['less of one', { rows: [row({ difference: '-3.20' })] }, '| -3.20 |'],
    ['what is left out', { more: 1_500 }, '| … and 1,500 more | | | | |'],
    ['lines that are left out', { moreLines: 70 }, '<summary>71 lines differ</summary>'],
    ['problems', { problems: ['No price <b>at all</b>.'] }, '- ⚠️ No price &lt;b&gt;at all&lt;/b&gt;.'],
  ])('says %s', (_name, changes, words) => {
    expect(renderCostPreview(preview(changes), ROOM)).toContain(words);
  });

  it('says nothing where there is nothing', () => {
    expect(renderCostPreview(null, ROOM)).toBe('');
  });

  it('keeps to its room, and says how much it left out', () => {
    const rows = Array.from({ length: 10 }, (_, i) => row({ id: `app-${i}-${'x'.repeat(50)}` }));
    const lines = Array.from({ length: 30 }, () => ({ ...preview().lines[0], text: 'y'.repeat(100) }));
    const page = renderCostPreview(preview({ rows, lines: lines as ChangePreview['lines'], more: 5 }), 3_000);
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(3_000);
    const left = 10 - page.split('`App/app-').length + 1;
    expect(left).toBeGreaterThan(0);
    expect(page).toContain(`| … and ${left + 5} more | | | | |`);
  });
});

import { describe, expect, it } from 'vitest';
import { listMergedPulls } from './list-merged-pulls.ts';
import { listWaitingPulls } from './list-waiting-pulls.ts';
import { readChangedFilesOfPull } from './read-changed-files-of-pull.ts';
import { openClient } from './testing/open-client.ts';
import { pull } from './testing/sample-answers.ts';
import { type ScriptedAnswer, startScriptedServer } from './testing/scripted-server.ts';

const PULLS = 'GET /repos/acme/catalog/pulls';
const label = 'needs: security';
const labelled = (number: number, changes: object = {}) =>
  pull({ number, labels: [{ name: label }], merged_at: '2026-11-02T10:00:00Z', ...changes });

describe('when pull requests that wait are listed', () => {
  it('returns those with the label that are no drafts', async () => {
    const body = [labelled(1), labelled(2, { draft: true }), pull({ number: 3 })];
    await using server = await startScriptedServer({ [PULLS]: [{ body }] });
    expect(await listWaitingPulls(openClient(server.origin), label)).toEqual([
      { number: 1, labels: [label], createdAt: '2026-11-01T10:00:00Z' },
    ]);
    expect(server.received[0]?.url).toContain('state=open&sort=created&direction=asc');
  });
});

describe('when merged pull requests are listed', () => {
  const merged = (number: number) => ({
    number,
    createdAt: '2026-11-01T10:00:00Z',
    mergedAt: '2026-11-02T10:00:00Z',
  });

  it.each<[name: string, most: number, numbers: readonly number[], pages: number]>([
    ['as many as are wanted', 2, [1, 4], 1],
    ['one that the next page has', 3, [1, 4, 11], 2],
    ['more than three pages have', 9, [1, 4, 11, 14, 21, 24], 3],
  ])('returns those with the label, and reads no page too many: %s', async (_name, most, numbers, pages) => {
    const script: Record<string, ScriptedAnswer[]> = {};
    await using server = await startScriptedServer(script);
    const pageOf = (page: number): ScriptedAnswer => ({
      headers: { link: `<${server.origin}/repos/acme/catalog/pulls?page=${page + 1}>; rel="next"` },
      body: [
        labelled(page * 10 - 9),
        labelled(page * 10 - 8, { merged_at: null }),
        pull({ number: page * 10 - 7, merged_at: '2026-11-02T10:00:00Z' }),
        labelled(page * 10 - 6),
      ],
    });
    script[PULLS] = [1, 2, 3, 4].map(pageOf);
    expect(await listMergedPulls(openClient(server.origin), { label, most })).toEqual(numbers.map(merged));
    expect(server.received).toHaveLength(pages);
  });
});

describe('when the changed files of a pull request are read', () => {
  it.each<[name: string, patch: string | undefined, lines: readonly object[]]>([
    ['one hunk', '@@ -1,3 +1,4 @@ kind: App\n a\n+b\n c\n d', [{ from: 1, to: 4 }]],
    [
      'two hunks',
      '@@ -1 +1 @@\n-a\n+b\n@@ -9,2 +10,3 @@\n c\n+d\n e',
      [
        { from: 1, to: 1 },
        { from: 10, to: 12 },
      ],
    ],
    ['a removed file', '@@ -1,2 +0,0 @@\n-a\n-b', []],
    ['lines that look like the head of a hunk', '@@ -0,0 +1,2 @@\n+@@ -1 +90 @@\n+x', [{ from: 1, to: 2 }]],
    ['no text', undefined, []],
  ])('returns the lines that a comment may stand on: %s', async (_name, patch, lines) => {
    const body = [{ filename: 'catalog/a.yaml', ...(patch === undefined ? {} : { patch }) }];
    await using server = await startScriptedServer({ 'GET /repos/acme/catalog/pulls/12/files': [{ body }] });
    expect(await readChangedFilesOfPull(openClient(server.origin), 12)).toEqual([
      { path: 'catalog/a.yaml', lines },
    ]);
  });
});

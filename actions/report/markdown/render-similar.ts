import { code, prose } from '@souk/model/report/escape-markdown.ts';
import type { SimilarReport } from '@souk/model/report/report.ts';
import { fitBlocks } from './fit-blocks.ts';

/** What exists already and serves much the same purpose. */
export function renderSimilar(similar: readonly SimilarReport[], room: number): string {
  if (similar.length === 0) return '';
  const blocks = similar.map(
    ({ name, id, owner, score }) =>
      `- **${prose(name, 120)}** (${code(id)}, team ${prose(owner, 80)}): ${Math.round(score * 100)}% alike`,
  );
  return [
    '### Before you build: these exist already',
    ...fitBlocks(blocks, room, (left) => `- … and ${left} more`),
  ].join('\n');
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plainText } from '@souk/model/report/plain-text.ts';
import type { BuildProblem } from '@souk/policies/build/build-error.ts';
import type { Colors } from '../report/colors.ts';
import { renderExcerpt } from '../report/render-excerpt.ts';

/**
 * What is wrong in the sources of policies, each problem with the line it is about.
 *
 * @param shownFolder the policies folder as the reader may name it
 */
export async function renderProblems(
  problems: readonly BuildProblem[],
  {
    folder,
    shownFolder,
    colors,
  }: { readonly folder: string; readonly shownFolder: string; readonly colors: Colors },
): Promise<string> {
  const texts = new Map<string, string>();
  for (const { path } of problems) {
    if (!texts.has(path)) texts.set(path, await readFile(join(folder, path), 'utf8').catch(() => ''));
  }
  const blocks = problems.map((problem) =>
    renderProblem(problem, join(shownFolder, problem.path), texts.get(problem.path) ?? '', colors),
  );
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return `${blocks.join('\n\n')}\n\n${colors.red(colors.bold('✖ not built'))}  ${count} to fix\n`;
}

function renderProblem(
  { line, column, message }: BuildProblem,
  path: string,
  text: string,
  colors: Colors,
): string {
  const rest = (text.split('\n')[line - 1] ?? '').slice(column - 1);
  const length = Math.max(1, /^[\p{L}\p{N}_.-]*/u.exec(rest)?.[0].length ?? 1);
  const location = { path, line, column, endLine: line, endColumn: column + length };
  return [
    `${colors.red('✖')} ${colors.bold(plainText(message))}`,
    `  ${colors.underline(plainText(path))}${colors.dim(`:${line}:${column}`)}`,
    ...renderExcerpt(location, text, colors),
  ].join('\n');
}

import type { NewFile } from '@souk/git/write-commit.ts';
import { code, prose } from '@souk/model/report/escape-markdown.ts';

/** The text of a pull request that installs something. */
export function renderInstallPull(files: readonly NewFile[], reason: string | undefined): string {
  const because =
    reason === undefined
      ? []
      : [
          reason
            .split(/\r?\n/)
            .map((line) => `> ${prose(line)}`)
            .join('\n'),
        ];
  return [
    ...because,
    'Made by `souk install`, which checked it before it was opened:',
    files.map(({ path }) => `- ${code(path)}`).join('\n'),
  ].join('\n\n');
}

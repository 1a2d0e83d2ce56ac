import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, matchesGlob } from 'node:path';

/** Copies what an engine would be sent: the files of the project that the list beside the Containerfile lets through. */
export function collectContext(root: string, containerfile: string, to: string): void {
  const patterns = readFileSync(join(root, `${containerfile}.dockerignore`), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1_024 * 1_024,
  });
  for (const file of new Set(files.split('\0')).values()) {
    if (file === '' || !isSent(file, patterns)) continue;
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(join(root, file), join(to, file), { force: true, errorOnExist: false });
  }
}

/** The last pattern that a file or a folder above it fits decides. */
export function isSent(file: string, patterns: readonly string[]): boolean {
  const parts = file.split('/');
  const paths = parts.map((_, i) => parts.slice(0, i + 1).join('/'));
  return patterns.reduce((sent, pattern) => {
    const keep = pattern.startsWith('!');
    const glob = keep ? pattern.slice(1) : pattern;
    return paths.some((path) => matchesGlob(shown(path), shown(glob))) ? keep : sent;
  }, true);
}

/** Here `*` stands for hidden files too. */
function shown(path: string): string {
  return path.replaceAll(/(^|\/)\./g, '$1dot.');
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { stringify } from 'yaml';
import type { GeneratedFile } from './generate-catalog.ts';

const AUTHOR = 'Souk Bench <bench@example.com> 1700000000 +0000';

/**
 * Writes the files as one commit on main of a new repository. The same files give the same commit id.
 * @throws when the folder exists and is not empty
 */
export function writeRepository(dir: string, files: readonly GeneratedFile[]): void {
  mkdirSync(dir, { recursive: true });
  if (readdirSync(dir).length > 0) throw new Error(`${dir} is not empty; name a new folder.`);
  const git = (args: string[], input?: string): void =>
    void execFileSync('git', ['-C', dir, ...args], { input, stdio: ['pipe', 'ignore', 'inherit'] });
  git(['init', '--quiet', '--initial-branch=main']);
  git(['fast-import', '--quiet'], fastImportStream(files));
  git(['reset', '--quiet', '--hard']);
}

function fastImportStream(files: readonly GeneratedFile[]): string {
  const message = 'Generated catalog\n';
  const blobs = files.map(({ path, content }) => {
    const text = typeof content === 'string' ? content : stringify(content, { lineWidth: 100 });
    return `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
  });
  return `commit refs/heads/main\ncommitter ${AUTHOR}\ndata ${Buffer.byteLength(message)}\n${message}${blobs.join('')}`;
}

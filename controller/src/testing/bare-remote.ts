import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import type { Tree } from './catalog-history.ts';

const COMMITTER = 'Ada <ada@example.com>';

/** A bare repository that grows by whole trees, quickly: no file is ever checked out. */
export class BareRemote {
  readonly dir: string;
  #seconds = 1_790_000_000;

  constructor(dir: string) {
    this.dir = dir;
    mkdirSync(dir, { recursive: true });
    this.#git(['init', '--quiet', '--bare', '--initial-branch=main']);
  }

  /**
   * Puts a commit at the end of main that holds the files, and nothing else.
   *
   * @param onto commit that it follows; undefined for one that follows none. Any but the newest makes a forced push.
   * @returns the new commit
   */
  push(tree: Tree, onto: string | undefined): string {
    const message = `Change ${this.#seconds}\n`;
    const head = [
      'commit refs/heads/main',
      'mark :1',
      `committer ${COMMITTER} ${this.#seconds++} +0000`,
      `data ${Buffer.byteLength(message)}`,
      message,
    ].join('\n');
    const from = onto === undefined ? '' : `from ${onto}\n`;
    const files = Object.entries(tree).map(
      ([path, text]) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`,
    );
    const stream = `${head}${from}deleteall\n${files.join('')}get-mark :1\n`;
    return this.#git(['fast-import', '--quiet', '--force'], stream);
  }

  #git(args: readonly string[], input = ''): string {
    return execFileSync('git', ['-C', this.dir, ...args], { input, encoding: 'utf8' }).trim();
  }
}

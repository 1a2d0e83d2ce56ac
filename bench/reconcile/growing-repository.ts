import { execFileSync } from 'node:child_process';

const COMMITTER = 'Souk Bench <bench@example.com>';

/** What a commit does to a path: its new text, or undefined where it is deleted. */
export type Changes = Readonly<Record<string, string | undefined>>;

/** A repository on disk that grows by commits to main; making one costs a process of Git and checks nothing out. */
export class GrowingRepository {
  readonly dir: string;
  #seconds = 1_750_000_000;

  constructor(dir: string) {
    this.dir = dir;
  }

  /** Makes an empty bare repository. */
  static create(dir: string): GrowingRepository {
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', dir]);
    return new GrowingRepository(dir);
  }

  get head(): string {
    return this.#git(['rev-parse', 'main']);
  }

  /** Commits on top of main; returns the commit. */
  commit(message: string, changes: Changes, { isFirst = false } = {}): string {
    const stream = [
      `commit refs/heads/main\nmark :1\ncommitter ${COMMITTER} ${this.#seconds++} +0000\n${dataOf(message)}`,
      ...(isFirst ? [] : ['from refs/heads/main^0\n']),
      ...Object.entries(changes).map(([path, text]) =>
        text === undefined ? `D ${path}\n` : `M 100644 inline ${path}\n${dataOf(text)}`,
      ),
      'get-mark :1\n',
    ].join('');
    return this.#git(['fast-import', '--quiet'], stream);
  }

  read(path: string): string {
    return this.#git(['show', `main:${path}`]);
  }

  #git(args: readonly string[], input = ''): string {
    return execFileSync('git', ['-C', this.dir, ...args], { input, encoding: 'utf8' }).trim();
  }
}

function dataOf(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real repository in a folder of its own, on branch main, without the settings of whoever runs the tests. */
export class TemporaryRepository implements Disposable {
  readonly dir: string;

  constructor() {
    this.dir = mkdtempSync(join(tmpdir(), 'souk-repo-'));
    this.git('init', '--quiet', '--initial-branch=main');
  }

  /** Runs Git and gives what it printed, trimmed. */
  git(...args: string[]): string {
    return this.gitWithInput('', ...args);
  }

  gitWithInput(input: string | Uint8Array, ...args: string[]): string {
    return execFileSync('git', ['-C', this.dir, ...args], {
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        HOME: this.dir,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'Test',
        GIT_AUTHOR_EMAIL: 'test@example.com',
        GIT_COMMITTER_NAME: 'Test',
        GIT_COMMITTER_EMAIL: 'test@example.com',
      },
    }).trim();
  }

  write(files: Readonly<Record<string, string | Uint8Array>>): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.dir, path)), { recursive: true });
      writeFileSync(join(this.dir, path), content);
    }
  }

  remove(path: string): void {
    rmSync(join(this.dir, path), { recursive: true });
  }

  /** Commits everything and gives the id of the commit. */
  commit(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
    this.write(files);
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', 'change');
    return this.git('rev-parse', 'HEAD');
  }

  [Symbol.dispose](): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

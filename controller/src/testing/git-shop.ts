import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const crmManifest = `apiVersion: souk/v1
kind: App
id: crm
version: 1.0.0
name: CRM
summary: Knows every customer.
owner: sales-tools
runtime:
  type: container
`;

export const teamManifest = `apiVersion: souk/v1
kind: Team
id: sales-tools
name: Sales Tools
`;

/** A small catalog on disk, in a Git repository once something is committed. */
export class GitShop {
  readonly dir = mkdtempSync(join(tmpdir(), 'souk-shop-'));

  write(path: string, text: string): void {
    const file = join(this.dir, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  git(...args: readonly string[]): string {
    const identity = [
      '-c',
      'user.name=Souk',
      '-c',
      'user.email=souk@example.com',
      '-c',
      'commit.gpgsign=false',
    ];
    return execFileSync('git', [...identity, ...args], {
      cwd: this.dir,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  }

  /** Commits everything; returns the commit. */
  commit(): string {
    this.git('add', '-A');
    this.git('commit', '-qm', 'Change');
    return this.git('rev-parse', 'HEAD');
  }

  /** Writes an object that Git itself would refuse to make; returns its id. */
  makeObject(type: 'blob' | 'tree' | 'commit', content: Uint8Array): string {
    return execFileSync('git', ['hash-object', '--literally', '-w', '-t', type, '--stdin'], {
      cwd: this.dir,
      input: content,
      encoding: 'utf8',
    }).trim();
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

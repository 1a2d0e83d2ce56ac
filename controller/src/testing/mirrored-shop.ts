import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GitMirror, openGitMirror } from '../source/git-mirror.ts';
import { readWholeFile } from '../source/read-whole-file.ts';
import { FakeClock } from './fake-clock.ts';
import { crmManifest, GitShop, teamManifest } from './git-shop.ts';

export interface MirrorOpening {
  readonly prefix?: string;
  readonly dir?: string;
  /** Objects are sent as by a server, and not shared. */
  readonly sent?: boolean;
}

const MANIFEST = 'catalog/apps/crm/manifest.yaml';

/** A shop with one app on main, and a data folder for mirrors of it. */
export class MirroredShop implements Disposable {
  readonly shop = new GitShop();
  readonly dataDir = mkdtempSync(join(tmpdir(), 'souk-data-'));
  readonly mirrorDir = join(this.dataDir, 'mirror');
  /** The commit that it begins with. */
  readonly first: string;

  constructor() {
    this.shop.git('init', '-qb', 'main');
    this.shop.write(MANIFEST, crmManifest);
    this.first = this.shop.commit();
  }

  open({ prefix = '', dir = this.mirrorDir, sent = false }: MirrorOpening = {}): GitMirror {
    const { dir: shown } = this.shop;
    const remote = sent ? `file://${shown}` : join(shown, '.git');
    return openGitMirror({
      address: { remote, shown, authorization: undefined, secrets: [] },
      followed: undefined,
      prefix,
      onThisMachine: !sent,
      dir,
      clock: new FakeClock(),
    });
  }

  /** Commits one more file; returns the commit. */
  addTeam(): string {
    this.shop.write('catalog/teams/sales-tools.yaml', teamManifest);
    return this.shop.commit();
  }

  [Symbol.dispose](): void {
    this.shop.remove();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** A file as the mirror holds it at a commit; empty where it has none. */
export async function readMirrored(mirror: GitMirror, commit: string, path = MANIFEST): Promise<string> {
  const bytes = await mirror.read((repository) => readWholeFile(repository, commit, path));
  return Buffer.from(bytes ?? []).toString();
}

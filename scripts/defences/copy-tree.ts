import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** A copy of this repository to take defences out of. */
export interface TreeCopy extends Disposable {
  readonly root: string;
}

/** What is made from the rest, or not looked at. */
const LEFT_OUT = ['.git', 'node_modules', 'dist', '.souk'];

/** The room of npm that this repository has its own packages in. */
const OWN_SCOPE = '@souk';

/** The copy holds what is in the working tree, committed or not; installed packages are linked. */
export function copyTree(source: string): TreeCopy {
  const root = mkdtempSync(join(tmpdir(), 'souk-defences-'));
  cpSync(source, root, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !LEFT_OUT.includes(basename(path)),
  });
  linkPackages(join(source, 'node_modules'), join(root, 'node_modules'));
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

/** Packages of this repository have to be those of the copy: a link to all of them would lead back to the original. */
function linkPackages(installed: string, target: string): void {
  mkdirSync(target);
  for (const name of readdirSync(installed)) {
    if (name === OWN_SCOPE)
      cpSync(join(installed, name), join(target, name), { recursive: true, verbatimSymlinks: true });
    else if (!name.startsWith('.') || name === '.bin') symlinkSync(join(installed, name), join(target, name));
  }
}

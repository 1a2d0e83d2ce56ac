import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Confinement } from '../sandbox/confine.ts';
import { detectSandbox } from '../sandbox/detect-sandbox.ts';
import { findWorkerd } from '../sandbox/find-workerd.ts';

/** Every way to keep instances apart that this machine has. */
export function confinements(): Iterable<Confinement> {
  const folder = mkdtempSync(join(tmpdir(), 'souk-local-'));
  try {
    return new Set([detectSandbox({ workerd: findWorkerd() ?? '', folder }).confinement, 'limits-only']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

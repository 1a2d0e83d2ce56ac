import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crmManifest, GitShop, teamManifest } from './testing/git-shop.ts';
import { until } from './testing/until.ts';

let shop: GitShop;
let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  shop = new GitShop();
  dataDir = mkdtempSync(join(tmpdir(), 'souk-data-'));
  shop.write('catalog/apps/crm/manifest.yaml', crmManifest);
  shop.write('catalog/teams/sales-tools.yaml', teamManifest);
  shop.git('init', '-qb', 'main');
  shop.commit();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  shop.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Starts a controller as `souk start` does. */
function start(...args: readonly string[]) {
  const env = {
    PATH: process.env['PATH'],
    SOUK_REPO: shop.dir,
    SOUK_DATA_DIR: dataDir,
    SOUK_PORT: '0',
    SOUK_POLL_SECONDS: '0.2',
  };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], { env });
  children.push(child);
  const output = { out: '', errors: '' };
  child.stdout.on('data', (chunk) => {
    output.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.errors += chunk;
  });
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  return { child, output, exited };
}

type Started = ReturnType<typeof start>;

async function addressOf({ output, child }: Started): Promise<string> {
  await until(
    () => output.out,
    (out) => out.endsWith('\n') || child.exitCode !== null,
  );
  const address = /http:\/\/[^ ]+/.exec(output.out)?.[0];
  if (address === undefined) throw new Error(`It did not start: ${output.errors}`);
  return address;
}

const statusOf = async (address: string) =>
  (await fetch(`${address}/api/v1/status`)).json() as Promise<{
    commit?: string;
    entities: { total: number };
  }>;

describe('the controller as a process', () => {
  it('opens, follows main, refuses a second start, and ends cleanly on SIGINT', async () => {
    const first = start();
    const address = await addressOf(first);
    expect(first.output.out).toMatch(
      /^Souk is open at http:\/\/127\.0\.0\.1:\d+ \(1 entry from main@[0-9a-f]{7}\)\n$/,
    );

    const pid = first.child.pid ?? 0;
    if (process.platform === 'linux')
      expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).toContain('--heap-growing-percent=30');

    const second = start();
    expect(await second.exited).toBe(3);
    expect(second.output.errors.trim().split('\n')).toEqual([
      expect.stringContaining(`process ${first.child.pid}, open at ${address};`),
    ]);

    shop.write('catalog/apps/erp/manifest.yaml', crmManifest.replace('id: crm', 'id: erp'));
    const commit = shop.commit();
    await until(
      () => statusOf(address),
      (status) => status.commit === commit && status.entities.total === 3,
    );

    first.child.kill('SIGINT');
    expect(await first.exited).toBe(0);
    expect(first.output.errors).toBe('');
  }, 60_000);

  it('starts again after SIGKILL with what it knew, and follows edited files with --worktree', async () => {
    const killed = start();
    await addressOf(killed);
    killed.child.kill('SIGKILL');
    await killed.exited;

    const editing = start('--worktree');
    const address = await addressOf(editing);
    expect(editing.output.out).toContain('(1 entry from the working tree)');
    shop.write('catalog/apps/erp/manifest.yaml', crmManifest.replace('id: crm', 'id: erp'));
    await until(
      () => statusOf(address),
      (status) => status.entities.total === 3,
    );
    editing.child.kill('SIGTERM');
    expect(await editing.exited).toBe(0);
  }, 60_000);
});

import { type ChildProcess, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type BuiltStage, buildStages } from './image/build-stages.ts';
import { collectContext } from './image/collect-context.ts';
import { runInStage, startStage } from './image/run-stage.ts';

/**
 * Does what deploy/Containerfile says without a container engine, and looks whether what comes out is a Souk: it becomes
 * ready as a user without rights, its health check passes, the command line works, and it ends cleanly when it is asked.
 * Usage: node scripts/test-image.ts
 */
const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const scratch = mkdtempSync(join(tmpdir(), 'souk-image-'));
const PORT = '17070';
const READY_MS = 60_000;
const source = join(scratch, 'source.git');
const settings = {
  SOUK_PORT: PORT,
  SOUK_LOG_LEVEL: 'warn',
  SOUK_HOST: '127.0.0.1',
  SOUK_REPO: source,
  GIT_CONFIG_GLOBAL: '/nonexistent',
};

function expectThat(holds: boolean, what: string): void {
  if (!holds) throw new Error(`Not as it should be: ${what}`);
  console.error(`✓ ${what}`);
}

async function becomesReady(controller: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline && controller.exitCode === null) {
    const ok = await fetch(`http://127.0.0.1:${PORT}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return true;
    await delay(200);
  }
  return false;
}

/** Nothing of the image may be written by its user but the volume. */
function protect(stage: BuiltStage): void {
  chmodSync(scratch, 0o755);
  const volume = join(stage.root, stage.env['SOUK_DATA_DIR'] ?? '');
  mkdirSync(volume, { recursive: true });
  const [uid = 0, gid = 0] = (stage.user ?? '').split(':').map(Number);
  if (process.getuid?.() === 0) chownSync(volume, uid, gid);
}

/** Git trusts no repository of another user, so that of this project is cloned for the user of the image. */
function cloneSource({ user = '' }: BuiltStage): void {
  execFileSync('git', ['clone', '--quiet', '--bare', root, source]);
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', user, source]);
}

try {
  const context = join(scratch, 'context');
  collectContext(root, 'deploy/Containerfile', context);
  const stage = buildStages({
    containerfile: join(root, 'deploy/Containerfile'),
    context,
    scratch,
    tell: (text) => console.error(text),
  });
  protect(stage);
  cloneSource(stage);
  const modules = join(stage.root, 'souk/node_modules');
  expectThat(!readdirSync(modules).includes('vitest'), 'only what is needed to run is installed');
  expectThat(/^[1-9]\d*:[1-9]\d*$/.test(stage.user ?? ''), 'the user is no root, by number');
  expectThat(
    statSync(join(stage.root, 'souk/controller/portal/dist/index.html')).isFile(),
    'the portal is built',
  );
  const controller = startStage(stage, settings);
  const ended = once(controller, 'exit');
  try {
    expectThat(await becomesReady(controller), 'it becomes ready');
    expectThat(runInStage(stage, stage.healthcheck, settings) === 0, 'its health check passes');
    expectThat(runInStage(stage, ['souk', 'doctor'], settings) === 0, 'the doctor finds nothing broken');
    controller.kill('SIGTERM');
    expectThat(
      (await Promise.race([ended, delay(20_000, [undefined])]))[0] === 0,
      'it ends cleanly when asked',
    );
    expectThat(
      runInStage(stage, stage.healthcheck, settings) === 1,
      'the health check fails when it is gone',
    );
  } finally {
    controller.kill('SIGKILL');
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

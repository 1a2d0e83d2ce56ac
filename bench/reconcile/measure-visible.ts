import { setTimeout as delay } from 'node:timers/promises';
import type { Changes, GrowingRepository } from './growing-repository.ts';
import type { RegistryClient } from './registry-client.ts';

const ASK_MS = 10;

/** Milliseconds from the wake-up until one change could be seen, in two ways. */
export interface VisibleSample {
  /** By asking for the app every 10 ms: without a pause, the questions would be what is measured. */
  readonly visibleMs: number;
  /** By the one answer of `/api/v1/wait`. */
  readonly waitMs: number;
}

/** An app that the bench changes. */
export interface ChangedApp {
  readonly id: string;
  readonly path: string;
  /** Its manifest as text. */
  readonly text: string;
}

/**
 * Commits a new version of an app, wakes the controller up and waits until it is served.
 * @throws when `/api/v1/wait` says that a commit is served and it is not
 */
export async function measureVisible(
  client: RegistryClient,
  repository: GrowingRepository,
  app: ChangedApp,
  run: number,
): Promise<VisibleSample> {
  const version = `9.0.${run + 1}`;
  const changes: Changes = { [app.path]: app.text.replace(/^version: .*$/m, `version: ${version}`) };
  const commit = repository.commit(`Release ${app.id} ${version}`, changes);
  const started = performance.now();
  await client.refresh();
  const waiting = client.wait(commit).then(async () => {
    const waitMs = performance.now() - started;
    const served = await client.versionOf(app.id);
    if (served !== version)
      throw new Error(`/api/v1/wait said that ${commit} is served, but ${app.id} was ${served}.`);
    return waitMs;
  });
  while ((await client.versionOf(app.id)) !== version) await delay(ASK_MS);
  const visibleMs = performance.now() - started;
  return { visibleMs, waitMs: await waiting };
}

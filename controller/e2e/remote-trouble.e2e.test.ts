import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anApp, aTeam } from '@souk/model/testing/manifests.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { BareRemote } from '../src/testing/bare-remote.ts';
import { type ControllerProcess, startControllerProcess } from '../src/testing/controller-process.ts';
import { type GitServer, type Mood, startGitServer } from '../src/testing/git-server.ts';
import { until } from '../src/testing/until.ts';

const TOKEN = 'tok-7c1e-very-secret';
const ENCODED = Buffer.from(`x-access-token:${TOKEN}`).toString('base64');
/** A remote that says nothing is given a minute. */
const HANGING_MS = 90_000;

let folder: string;
let remote: BareRemote;
let server: GitServer;
let controller: ControllerProcess;
let first: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'souk-trouble-'));
  remote = new BareRemote(join(folder, 'shop.git'));
  first = remote.push(catalogOf(3), undefined);
  server = await startGitServer(folder);
  server.demand = `Basic ${ENCODED}`;
  controller = await startControllerProcess({
    SOUK_REPO: `http://127.0.0.1:${server.port}/shop.git`,
    SOUK_REPO_TOKEN: TOKEN,
    SOUK_BRANCH: 'main',
    SOUK_DATA_DIR: join(folder, 'data'),
    SOUK_POLL_SECONDS: '0.2',
  });
  await controller.answers();
});
afterEach(async () => {
  await controller.kill('SIGKILL');
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function catalogOf(apps: number) {
  const manifests = Array.from({ length: apps }, (_, i) => {
    const id = `app-${i}`;
    return [`catalog/apps/${id}/manifest.yaml`, stringify(anApp({ id, name: `App ${i}` }))];
  });
  return {
    'catalog/teams/finance.yaml': stringify(aTeam()),
    ...(Object.fromEntries(manifests) as Record<string, string>),
  };
}

interface Status {
  readonly commit?: string;
  readonly state: string;
  readonly error?: string;
  readonly lagSeconds?: number;
  readonly sourceStanding: { readonly reachable?: boolean; readonly error?: string };
  readonly entities: { readonly total: number };
}

const statusText = async (): Promise<string> => (await fetch(`${controller.url}/api/v1/status`)).text();
const readStatus = async (): Promise<Status> => JSON.parse(await statusText()) as Status;
const untilStatus = (holds: (status: Status) => boolean, deadlineMs = 40_000): Promise<Status> =>
  until(readStatus, holds, deadlineMs);

describe('when the remote of a controller is in trouble', () => {
  const moods: readonly (readonly [mood: Mood, reachable: boolean, deadlineMs: number])[] = [
    ['failing', false, 40_000],
    ['talking nonsense', false, 40_000],
    ['garbling packs', false, 40_000],
    ['silent', false, HANGING_MS],
  ];
  it.each(moods)(
    'keeps all it has while it is %s, says so without credentials, and recovers by itself',
    async (mood, reachable, deadlineMs) => {
      await untilStatus(({ commit, state }) => commit === first && state === 'synced');
      server.mood = mood;
      const second = remote.push(catalogOf(4), first);
      const failed = await untilStatus(({ state }) => state === 'failed', deadlineMs);
      expect(failed).toMatchObject({
        commit: first,
        error: expect.stringContaining('127.0.0.1'),
        sourceStanding: { reachable, error: expect.stringContaining('127.0.0.1') },
        entities: { total: 4 },
      });
      const lagging = await untilStatus(({ lagSeconds = 0 }) => lagSeconds > 1);
      expect(lagging).toMatchObject({ commit: first, state: 'failed', entities: { total: 4 } });
      expect((await fetch(`${controller.url}/readyz`)).status).toBe(200);
      expect((await fetch(`${controller.url}/api/v1/entities/App/app-2`)).status).toBe(200);
      const shown = [
        await statusText(),
        await (await fetch(`${controller.url}/readyz`)).text(),
        controller.output.errors,
        controller.output.out,
      ].join('\n');
      expect([TOKEN, ENCODED].filter((secret) => shown.includes(secret))).toEqual([]);

      server.mood = 'well';
      const recovered = await untilStatus(
        ({ commit, state }) => commit === second && state === 'synced',
        90_000,
      );
      expect(recovered).toMatchObject({ sourceStanding: { reachable: true }, entities: { total: 5 } });
      expect(recovered.error).toBeUndefined();
      expect(recovered.sourceStanding.error).toBeUndefined();
      const feed = await fetch(`${controller.url}/api/v1/changes?limit=1000`);
      const { items } = (await feed.json()) as { items: readonly { type: string }[] };
      expect(items.filter(({ type }) => type === 'removed')).toEqual([]);
    },
    240_000,
  );
});

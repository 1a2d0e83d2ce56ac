import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aMarketplace, anApp, aTeam } from '@souk/model/testing/manifests.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { BareRemote } from '../src/testing/bare-remote.ts';
import type { Tree } from '../src/testing/catalog-history.ts';
import { type ControllerProcess, startControllerProcess } from '../src/testing/controller-process.ts';

let folder: string;
let remote: BareRemote;
let controller: ControllerProcess;
let first: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'souk-removal-'));
  remote = new BareRemote(join(folder, 'shop.git'));
  first = remote.push(catalogOf(20), undefined);
  controller = await startControllerProcess({
    SOUK_REPO: remote.dir,
    SOUK_BRANCH: 'main',
    SOUK_DATA_DIR: join(folder, 'data'),
    SOUK_POLL_SECONDS: '0.2',
  });
  await controller.answers();
});
afterEach(async () => {
  await controller.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Twenty-odd entities, of which the apps make most. */
function catalogOf(apps: number, approved: readonly string[] = []): Tree {
  const manifests = Array.from({ length: apps }, (_, i) => {
    const id = `app-${i}`;
    return [`catalog/apps/${id}/manifest.yaml`, stringify(anApp({ id, name: `App ${i}` }))];
  });
  return {
    'catalog/marketplace.yaml': stringify(
      aMarketplace(approved.length === 0 ? {} : { reconcile: { removals: { approved: [...approved] } } }),
    ),
    'catalog/teams/finance.yaml': stringify(aTeam()),
    ...(Object.fromEntries(manifests) as Tree),
  };
}

async function read(path: string): Promise<unknown> {
  return (await fetch(`${controller.url}${path}`)).json();
}

const waitFor = (commit: string): Promise<unknown> => read(`/api/v1/wait?commit=${commit}&timeout=60`);

describe('when a commit deletes most of the catalog', () => {
  it('is held, says so everywhere, and is released by an approval in the catalog', async () => {
    expect(await waitFor(first)).not.toHaveProperty('held');
    const emptied = remote.push(catalogOf(7), first);

    expect(await waitFor(emptied)).toMatchObject({ commit: emptied, held: 13 });
    expect(await read('/api/v1/status')).toMatchObject({
      commit: emptied,
      state: 'synced',
      entities: { total: 22 },
      held: { count: 13, commit: emptied, release: expect.stringContaining(emptied) },
    });
    expect(await read('/api/v1/entities/App/app-15')).toMatchObject({
      conditions: expect.arrayContaining([
        expect.objectContaining({ type: 'Accepted', status: 'False', reason: 'RemovalHeld' }),
      ]),
    });

    // It stays held while other work goes on.
    const edited = remote.push(
      { ...catalogOf(7), 'catalog/teams/ops.yaml': stringify(aTeam({ id: 'ops', name: 'Ops' })) },
      emptied,
    );
    expect(await waitFor(edited)).toMatchObject({ held: 13 });
    expect(await read('/api/v1/entities/Team/ops')).toMatchObject({ id: 'ops' });

    const approved = remote.push(catalogOf(7, [emptied]), edited);
    expect(await waitFor(approved)).not.toHaveProperty('held');
    const released = await read('/api/v1/status');
    expect(released).toMatchObject({ commit: approved, entities: { total: 9 } });
    expect(released).not.toHaveProperty('held');
    expect((await fetch(`${controller.url}/api/v1/entities/App/app-15`)).status).toBe(410);
    expect(await read('/api/v1/entities/App/app-3')).toMatchObject({ id: 'app-3' });
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exitCode } from '../cli/exit-code.ts';
import { documented } from '../e2e/fake-github/testing/open-fake.ts';
import type { Files } from '../e2e/origin/files.ts';
import { type MarketplaceHost, startMarketplace } from '../testing/marketplace-host.ts';
import { runCli } from '../testing/run-cli.ts';
import { runRescan } from './run-rescan.ts';

/** The end of an archive without files. */
const EMPTY_ARCHIVE = Buffer.concat([Buffer.from('PK\u0005\u0006', 'latin1'), Buffer.alloc(18)]);
const ECOSYSTEMS = ['npm', 'PyPI', 'Go', 'crates.io', 'Maven', 'NuGet', 'Debian', 'Alpine'];

const PATH = 'catalog/installations/freight-operations/carrier-scorecard-buyers.yaml';
const HOSTILE = '@acme/everyone <!-- souk:attention App%2Fx a --> $(id) ::error::x [x](https://e.example)';

let host: MarketplaceHost;
let sound: string;
let advisories: string;
beforeAll(async () => {
  host = await startMarketplace();
  host.github.addUser('mateusz-nowak', { collaborator: true });
  sound = (await host.github.origin.read('main', PATH)) ?? '';
  advisories = mkdtempSync(join(tmpdir(), 'souk-advisories-'));
  for (const ecosystem of ECOSYSTEMS) {
    mkdirSync(join(advisories, 'mirror', ecosystem), { recursive: true });
    writeFileSync(join(advisories, 'mirror', ecosystem, 'all.zip'), EMPTY_ARCHIVE);
  }
  await runCli(advisories, ['advisories', 'sync', '--from', 'mirror', '--dir', 'store']);
});
beforeEach(() => host.github.forgetRequests());
afterAll(async () => {
  rmSync(advisories, { recursive: true });
  await host[Symbol.asyncDispose]();
});

async function run(inputs: Readonly<Record<string, string>> = {}, mostNew = 20) {
  const context = host.play(
    { name: 'schedule', payload: {} },
    { advisories: join(advisories, 'store'), ...inputs },
  );
  return { code: await runRescan(context, mostNew), outputs: Object.fromEntries(context.outputs) };
}

async function commit(files: Files): Promise<void> {
  await host.github.origin.commit({ ref: 'main', files });
  await host.update();
}

const issues = () => [...host.github.world.issues.values()];
const broken = (text: string): Files => ({ [PATH]: sound.replace('app: carrier-scorecard', text) });
const opened = (count: number, closed = 0) => ({
  code: exitCode.pass,
  outputs: { opened: String(count), closed: String(closed) },
});

describe.runIf(documented)('when the whole catalog is judged', () => {
  it('opens nothing when nothing is wrong', async () => {
    expect(await run()).toEqual(opened(0));
    expect(host.github.writes).toEqual([]);
  });

  it('opens one issue for an entry that has to be mended', async () => {
    await commit(broken('app: gone-away'));
    expect(await run()).toEqual(opened(1));
    const [issue] = issues();
    expect(issue?.title).toBe('Souk: Installation/carrier-scorecard-buyers needs attention');
    expect(issue?.labels).toEqual(['needs-attention']);
    expect(issue?.body).toContain(`\`${PATH}:6:6\``);
    expect(issue?.body).toContain('@acme/freight-operations');
  });

  it('writes nothing while nothing changes', async () => {
    expect(await run()).toEqual(opened(0));
    expect(host.github.writes).toEqual([]);
  });

  it('edits it when it has something else to say, in harmless words', async () => {
    await commit(broken(`app: ${JSON.stringify(HOSTILE)}`));
    expect(await run()).toEqual(opened(0));
    expect(host.github.writes.map(({ operation }) => operation)).toEqual(['issues/update']);
    const text = issues()[0]?.body?.split('\n').slice(1).join('\n') ?? '';
    expect(text).toContain('acme/everyone');
    expect(text).not.toMatch(/@acme\/everyone|<!--|\]\(/);
  });

  it('touches nothing when the advisories are not there', async () => {
    await commit({ [PATH]: sound });
    await expect(run({ advisories: '/nowhere' })).rejects.toMatchObject({ code: 'unfinished' });
    expect(host.github.writes).toEqual([]);
    expect(issues()[0]?.state).toBe('open');
  });

  it('closes it once it is mended, and says so', async () => {
    expect(await run()).toEqual(opened(0, 1));
    const [issue] = issues();
    expect(issue?.state).toBe('closed');
    expect(host.github.commentsOn(issue?.number ?? 0).map(({ body }) => body)).toEqual([
      expect.stringContaining('Nothing is left to mend'),
    ]);
    host.github.forgetRequests();
    expect(await run()).toEqual(opened(0));
    expect(host.github.writes).toEqual([]);
  });

  it('opens another when the fault comes back, and leaves alone what others wrote with its marker', async () => {
    await commit(broken(`app: ${JSON.stringify(HOSTILE)}`));
    const marker = issues()[0]?.body?.split('\n')[0] ?? '';
    const labels = ['needs-attention'];
    const body = `${marker.replace('mended', 'a')}\nMine.`;
    const foreign = host.github.openIssue({ author: 'mallory', title: 'Mine', body, labels });
    expect(await run()).toEqual(opened(1));
    await commit({ [PATH]: sound });
    expect(await run()).toEqual(opened(0, 1));
    expect([foreign.state, foreign.body]).toEqual(['open', body]);
  });
});

describe.runIf(documented)('when much is wrong at once', () => {
  it('opens some issues and one about the rest, and goes on the next night', async () => {
    const before = issues().length;
    const folder = 'catalog/installations/freight-operations';
    const many = Array.from({ length: 6 }, (_, i) => {
      const text = sound.replace('id: carrier-scorecard-buyers', `id: gone-${i}`);
      return [`${folder}/gone-${i}.yaml`, text.replace('app: carrier-scorecard', 'app: gone-away')] as const;
    });
    await commit(Object.fromEntries(many));
    expect(await run({}, 4)).toEqual(opened(5));
    expect(issues().at(-1)?.title).toBe('Souk: 2 more entries need attention');
    expect(await run({}, 4)).toEqual(opened(2, 1));
    expect(issues().length - before).toBe(7);
    host.github.forgetRequests();
    expect(await run()).toEqual(opened(0));
    expect(host.github.writes).toEqual([]);
  });
});

describe.runIf(documented)('when it is called for something else', () => {
  it('ends in peace', async () => {
    const payload = { ref: 'refs/heads/main', before: 'a'.repeat(40), after: 'b'.repeat(40) };
    const context = host.play({ name: 'push', payload });
    expect(await runRescan(context)).toBe(exitCode.pass);
    expect(host.github.requests).toEqual([]);
  });
});

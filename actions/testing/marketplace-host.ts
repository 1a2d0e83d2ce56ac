import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FakeGitHub, startFakeGitHub } from '../e2e/fake-github/start-fake-github.ts';
import { createOrigin } from '../e2e/origin/create-origin.ts';
import { type Files, readFolder } from '../e2e/origin/files.ts';
import { runGit } from '../e2e/origin/run-git.ts';
import { type PlayedContext, playContext } from './action-context.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['catalog', 'connectors', 'policies', '.github/ISSUE_TEMPLATE'];

/** The sample marketplace on a GitHub of its own, and a clone of its main branch. */
export interface MarketplaceHost extends AsyncDisposable {
  readonly github: FakeGitHub;
  readonly workspace: string;
  /** Has the clone stand at the tip of main. */
  update(): Promise<void>;
  play(event: PlayedContext['event'], inputs?: Readonly<Record<string, string>>): PlayedContext;
}

/** @param files what main has beyond the sample, or in place of it */
export async function startMarketplace(files: Files = {}): Promise<MarketplaceHost> {
  const folders = await Promise.all(
    FOLDERS.map(async (folder) =>
      Object.entries(await readFolder(join(root, folder))).map(([path, text]) => [`${folder}/${path}`, text]),
    ),
  );
  const origin = await createOrigin({ files: { ...Object.fromEntries(folders.flat()), ...files } });
  const github = await startFakeGitHub({ origin });
  github.addApp('souk-gate', {
    ...{
      contents: 'write',
      issues: 'write',
      pull_requests: 'write',
      statuses: 'write',
      checks: 'write',
      metadata: 'read',
    },
  });
  const token = github.issueToken({ app: 'souk-gate' });
  const workspace = await mkdtemp(join(tmpdir(), 'souk-workspace-'));
  await runGit(workspace, ['clone', '--quiet', origin.url, '.']);
  return {
    github,
    workspace,
    update: async () => void (await runGit(workspace, ['pull', '--quiet', '--ff-only'])),
    play: (event, inputs = {}) =>
      playContext({
        ...{ event, workspace, apiUrl: github.url },
        inputs: { token, 'app-slug': 'souk-gate', ...inputs },
      }),
    [Symbol.asyncDispose]: async () => {
      await rm(workspace, { recursive: true, force: true });
      await origin[Symbol.asyncDispose]();
      await github[Symbol.asyncDispose]();
    },
  };
}

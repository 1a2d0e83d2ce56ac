import process from 'node:process';
import { findDocument } from '../../github-document/find-document.ts';
import { createOrigin } from '../../origin/create-origin.ts';
import type { Files } from '../../origin/files.ts';
import type { GitHubApi } from '../document/github-api.ts';
import { type FakeGitHub, startFakeGitHub } from '../start-fake-github.ts';
import { ask, type Question, type Told } from './ask.ts';

/** Whether GitHub's document is on this machine: what needs it is skipped without. */
export const documented: boolean = (await findDocument(process.env)) !== undefined;

export interface OpenFake extends AsyncDisposable {
  readonly fake: FakeGitHub;
  /** Asks as the app `souk-gate`, which may do everything. */
  ask(question: Question): Promise<Told>;
  /** Asks with these permissions only. */
  askWith(permissions: Parameters<FakeGitHub['addApp']>[1], question: Question): Promise<Told>;
}

const ALL = [
  'administration',
  'checks',
  'contents',
  'issues',
  'pull_requests',
  'security_events',
  'statuses',
];

/** A fake with an origin of its own, an app, and the people alice, who has no rights, and sam, who is a collaborator. */
export async function openFake(
  api: GitHubApi,
  files: Files = { 'a.txt': 'one\ntwo\nthree\n' },
): Promise<OpenFake> {
  const origin = await createOrigin({ files });
  const fake = await startFakeGitHub({ origin, api });
  fake.addApp('souk-gate', Object.fromEntries(ALL.map((name) => [name, 'write'] as const)));
  fake.addUser('alice');
  fake.addUser('sam', { collaborator: true });
  const token = fake.issueToken({ app: 'souk-gate' });
  return {
    fake,
    ask: (question) => ask(fake, token, question),
    askWith: (permissions, question) =>
      ask(fake, fake.issueToken({ app: 'souk-gate', permissions }), question),
    [Symbol.asyncDispose]: async () => {
      await fake[Symbol.asyncDispose]();
      await origin[Symbol.asyncDispose]();
    },
  };
}

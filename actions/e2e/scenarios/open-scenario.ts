import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findOpa } from '@souk/policies/build/opa.ts';
import { type GitHubApi, readGitHubApi } from '../fake-github/document/github-api.ts';
import { type FakeGitHub, startFakeGitHub } from '../fake-github/start-fake-github.ts';
import type { App, CheckRun } from '../fake-github/state/world.ts';
import { createOrigin, type Origin } from '../origin/create-origin.ts';
import { type Files, readFolder } from '../origin/files.ts';
import {
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  reviewEvent,
  workflowRunEvent,
} from '../workflow/events.ts';
import { runWorkflow, type WorkflowRun } from '../workflow/run-workflow.ts';
import type { WorkflowEvent } from '../workflow/workflow-event.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface ScenarioOptions {
  /** Added to the sample marketplace, or put in place of what it has. */
  readonly files?: Files;
  readonly delayMs?: number;
  /** False for a repository that lets its workflows publish the check themselves. */
  readonly app?: boolean;
  /** Permissions of the app; those that the documentation asks for unless given. */
  readonly permissions?: App['permissions'];
}

/** A marketplace on GitHub with its gate: the sample catalog, people of its teams, the app, and the real workflows. */
export interface Scenario extends AsyncDisposable {
  readonly fake: FakeGitHub;
  readonly origin: Origin;
  /** Runs a workflow for an event. */
  run(file: string, event: WorkflowEvent): Promise<WorkflowRun>;
  /** Runs verdict.yml for an event. */
  verdict(event: WorkflowEvent): Promise<WorkflowRun>;
  /** What happens when a pull request is opened or pushed to. */
  opened(number: number, action?: string): Promise<WorkflowRun>;
  /** Somebody reviews: review.yml runs, and the verdict after it. */
  reviewed(
    number: number,
    by: string,
    state?: 'approved' | 'changes-requested' | 'commented',
  ): Promise<WorkflowRun>;
  /** What happens when main moves. */
  pushed(by: string): Promise<WorkflowRun>;
  /** What happens when the merge queue asks. */
  queued(): Promise<WorkflowRun>;
  /** The check that counts, on the head of a pull request; undefined when there is none. */
  check(number: number): Promise<CheckRun | undefined>;
  /** The one comment by the app; fails the test when there are several. */
  comment(number: number): string;
}

const permissions: App['permissions'] = {
  checks: 'write',
  contents: 'write',
  issues: 'write',
  pull_requests: 'write',
  security_events: 'write',
  statuses: 'write',
};

let api: Promise<GitHubApi> | undefined;
let sample: Promise<Files> | undefined;

/** Opens one. The document of the API and the sample are read once for all. */
export async function openScenario(options: ScenarioOptions = {}): Promise<Scenario> {
  api ??= readGitHubApi();
  sample ??= readSample();
  const origin = await createOrigin({ files: { ...(await sample), ...options.files } });
  const fake = await startFakeGitHub({ origin, api: await api, delayMs: options.delayMs ?? 0 });
  const app = fake.addApp('souk-gate', options.permissions ?? permissions);
  addPeople(fake, await sample);
  const opa = await findOpa(process.env);
  const hasApp = options.app ?? true;
  fake.requireCheck('Souk', hasApp ? app.slug : 'github-actions');
  const run = (file: string, event: WorkflowEvent): Promise<WorkflowRun> =>
    runWorkflow({
      ...{ file, event, fake },
      vars: hasApp ? { SOUK_APP_CLIENT_ID: app.clientId } : {},
      secrets: { SOUK_APP_PRIVATE_KEY: app.privateKey },
      environment: opa === undefined ? {} : { OPA: opa.path },
      scripts: [
        { matches: /^echo "Expected success/, does: 'run' },
        { matches: /^npm run -s (setup:opa|souk -- )/, does: 'skip' },
      ],
    });
  const verdict = (event: WorkflowEvent): Promise<WorkflowRun> => run('verdict.yml', event);
  return {
    ...{ fake, origin, run, verdict },
    opened: async (number, action = 'opened') =>
      verdict(await pullRequestEvent(fake, 'pull_request_target', number, action)),
    reviewed: async (number, by, state = 'approved') => {
      const review = await fake.review(number, { by, state });
      await runWorkflow({
        file: 'review.yml',
        event: await reviewEvent(fake, review),
        fake,
        scripts: [{ matches: /./, does: 'run' }],
      });
      return verdict(await workflowRunEvent(fake, 'Review', number));
    },
    pushed: async (by) => verdict(await pushEvent(fake, (await origin.resolve('main')) ?? '', by)),
    queued: async () => {
      const [entry] = fake.world.queue;
      if (entry === undefined) throw new Error('The merge queue is empty.');
      return verdict(await mergeGroupEvent(fake, entry));
    },
    check: async (number) =>
      fake.checkRuns(await fake.headSha(number)).findLast(({ name }) => name === 'Souk'),
    comment: (number) => {
      const own = fake.commentsOn(number).filter(({ author }) => author.id === app.bot.id);
      const [only] = own;
      if (only === undefined || own.length > 1)
        throw new Error(`There are ${own.length} comments by the app.`);
      return only.body;
    },
    [Symbol.asyncDispose]: async () => {
      await fake[Symbol.asyncDispose]();
      await origin[Symbol.asyncDispose]();
    },
  };
}

async function readSample(): Promise<Files> {
  const folders = ['catalog', 'connectors', 'policies', '.github'];
  const read = await Promise.all(
    folders.map(async (folder) =>
      Object.entries(await readFolder(join(root, folder))).map(([path, content]) => [
        `${folder}/${path}`,
        content,
      ]),
    ),
  );
  return Object.fromEntries(read.flat());
}

/** Everybody who is named in a team can review. */
function addPeople(fake: FakeGitHub, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    if (!path.startsWith('catalog/teams/') || !(content instanceof Uint8Array)) continue;
    const text = new TextDecoder().decode(content);
    const members = new Set([...text.matchAll(/github: ([\w-]+)$/gm)].map(([, login = '']) => login));
    for (const login of members) {
      if (!fake.world.users.has(login)) fake.addUser(login, { collaborator: true });
    }
    const slug = /^github: acme\/([\w-]+)$/m.exec(text)?.[1];
    if (slug !== undefined) fake.addTeam(slug, [...members]);
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readGitHubApi } from './fake-github/document/github-api.ts';
import { startFakeGitHub } from './fake-github/start-fake-github.ts';
import { createOrigin } from './origin/create-origin.ts';
import { readFolder } from './origin/files.ts';
import { pullRequestEvent } from './workflow/events.ts';
import { runWorkflow } from './workflow/run-workflow.ts';

/**
 * Times the verdict on pull requests that change one app, against a GitHub that takes a while for each answer. Prints
 * one line of JSON a run: milliseconds from the event until the required check is published, all steps of the job
 * included, and those of the verdict alone.
 *
 * Usage: node actions/e2e/gate-timings.ts --catalog DIR --app PATH --runs N --delay MS
 */
const { values } = parseArgs({
  options: {
    catalog: { type: 'string' },
    app: { type: 'string' },
    runs: { type: 'string', default: '10' },
    delay: { type: 'string', default: '50' },
  },
});
const { catalog, app } = values;
if (catalog === undefined || app === undefined) throw new Error('Expected --catalog DIR and --app PATH.');

const root = join(import.meta.dirname, '..', '..');
const policies = Object.entries(await readFolder(join(root, 'policies')));
await using origin = await createOrigin({
  files: {
    ...(await readFolder(catalog)),
    ...Object.fromEntries(policies.map(([path, content]) => [`policies/${path}`, content])),
  },
});
await using fake = await startFakeGitHub({
  origin,
  api: await readGitHubApi(),
  delayMs: Number(values.delay),
});
const permissions = { checks: 'write', contents: 'write', issues: 'write', pull_requests: 'write' } as const;
const gate = fake.addApp('souk-gate', { ...permissions, security_events: 'write' });
const text = readFileSync(join(catalog, app), 'utf8');

for (let run = 0; run < Number(values.runs); run++) {
  const files = { [app]: text.replace(/^summary: .*$/m, `summary: What it does, told for the time ${run}.`) };
  const number = await fake.openPull({ author: 'ana', branch: `change-${run}`, files });
  const event = await pullRequestEvent(fake, 'pull_request_target', number, 'opened');
  const started = performance.now();
  const published = new Promise<number>((resolve) => {
    fake.once('checks/create', () => resolve(performance.now() - started));
  });
  const done = await runWorkflow({
    ...{ file: 'verdict.yml', event, fake },
    vars: { SOUK_APP_CLIENT_ID: gate.clientId },
    secrets: { SOUK_APP_PRIVATE_KEY: gate.privateKey },
  });
  if (done.result !== 'success') throw new Error(done.step('verdict').log);
  const verdictMs = done.step('verdict').durationMs;
  process.stdout.write(`${JSON.stringify({ publishedMs: await published, verdictMs })}\n`);
}

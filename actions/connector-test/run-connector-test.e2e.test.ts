import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TemporaryRepository } from '@souk/git/testing/temporary-repository.ts';
import type { Report } from '@souk/model/report/report.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findIsolation } from './isolation.ts';

const folder = 'connectors/crm-sync';
const manifest = `apiVersion: souk/v1
kind: Connector
id: crm-sync
version: 1.0.0
name: CRM Sync
summary: Copies customers.
owner: sales-systems
license: MIT
`;

let server: Server;
let asked = 0;
beforeAll(async () => {
  server = createServer((_request, response) => {
    asked++;
    response.end('reached');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => void server.close());

/** Runs the action on a connector with these files, as a step of a job that knows a secret. */
async function act(
  files: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>> = {},
  path = process.env['PATH'],
) {
  using repository = new TemporaryRepository();
  const before = repository.commit();
  const own = { 'manifest.yaml': manifest, ...files };
  const after = repository.commit(
    Object.fromEntries(Object.entries(own).map(([name, text]) => [`${folder}/${name}`, text])),
  );
  const file = (name: string): string => join(repository.dir, '.git', name);
  writeFileSync(file('event.json'), JSON.stringify({ ref: 'refs/heads/main', before, after }));
  for (const name of ['output', 'summary']) writeFileSync(file(name), '');
  const child = spawn(process.execPath, [join(import.meta.dirname, 'index.ts')], {
    cwd: repository.dir,
    env: {
      PATH: path,
      HOME: repository.dir,
      SECRET: 'hunter2',
      RUNNER_TEMP: file('.'),
      GITHUB_REPOSITORY: 'acme/souk',
      GITHUB_WORKSPACE: repository.dir,
      GITHUB_EVENT_NAME: 'push',
      GITHUB_EVENT_PATH: file('event.json'),
      GITHUB_OUTPUT: file('output'),
      GITHUB_STEP_SUMMARY: file('summary'),
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]),
      ),
    },
  });
  let log = '';
  child.stdout.on('data', (chunk) => (log += chunk));
  child.stderr.on('data', (chunk) => (log += chunk));
  const [status] = await once(child, 'close');
  const reportFile = /report<<\S+\n(.+)\n/.exec(readFileSync(file('output'), 'utf8'))?.[1];
  const report: Report | undefined =
    reportFile === undefined ? undefined : JSON.parse(readFileSync(reportFile, 'utf8'));
  const rules = report?.findings.map(({ rule }) => rule);
  return { status, log, rules, messages: report?.findings.map(({ message }) => message).join('\n') };
}

const aTest = (body: string): Record<string, string> => ({
  'test/sync.mjs': `import test from 'node:test';\nimport assert from 'node:assert';\ntest('it', async () => {\n${body}\n});\n`,
});
const isolated = findIsolation() !== undefined;

describe.runIf(isolated)('when the tests of a connector are run', () => {
  it.each([
    ['pass', aTest('assert.equal(1, 1);'), 0, []],
    ['fail', aTest('assert.equal(1, 2);'), 1, ['connector/tests-failed']],
    ['are missing', { 'README.md': '' }, 0, ['connector/tests-missing']],
    [
      'are run by a script',
      { 'package.json': '{"scripts":{"test":"exit 3"}}' },
      1,
      ['connector/tests-failed'],
    ],
    [
      'need a lockfile that is none',
      { ...aTest(''), 'package-lock.json': '{', 'package.json': '{}' },
      1,
      ['connector/tests-failed'],
    ],
  ])('says so: %s', async (_what, files, status, rules) => {
    const acted = await act(files);
    expect({ status: acted.status, rules: acted.rules }, acted.log).toEqual({ status, rules });
  });
});

describe.runIf(isolated)('when a connector is hostile', () => {
  it('cannot give commands to the runner', async () => {
    const { log } = await act(
      aTest("console.log('::error::forged\\n::set-output name=verdict::pass\\n##[error]forged');"),
    );
    const commands = log.split('\n').filter((line) => /^\s*::(?:error|set-output)|##\[/.test(line));
    expect(log).toContain('\\::error::forged');
    expect(commands).toEqual([]);
  });

  it('reaches no network', async () => {
    const { port } = server.address() as AddressInfo;
    const before = asked;
    const { status } = await act(
      aTest(`assert.equal(await (await fetch('http://127.0.0.1:${port}/')).text(), 'reached');`),
    );
    expect({ status, asked }).toEqual({ status: 1, asked: before });
  });

  it('finds no secret: not in its environment, nor in that of another process, nor beside it', async () => {
    const { status, log } = await act(
      aTest(`
        const { readdirSync, readFileSync, existsSync } = await import('node:fs');
        console.log('ENVIRONMENT', Object.keys(process.env).sort().join(' '));
        const commands = readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).map((pid) => readFileSync('/proc/' + pid + '/cmdline', 'utf8'));
        assert.ok(!commands.join('').includes('connector-test/index.ts'));
        const known = readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).flatMap((pid) => {
          try { return [readFileSync('/proc/' + pid + '/environ', 'utf8')]; } catch { return []; }
        });
        assert.ok(!known.join('').includes('SECRET='));
        assert.ok(!known.join('').includes('GITHUB_'));
      `),
    );
    expect(status, log).toBe(0);
    expect(/ENVIRONMENT (.*)/.exec(log)?.[1]?.split(' ')).toEqual(
      expect.not.arrayContaining(['SECRET', 'GITHUB_OUTPUT', 'RUNNER_TEMP']),
    );
  });

  it('finds the folders of the job empty, and cannot uncover them', async () => {
    const { status, log } = await act(
      aTest(`
        const { readdirSync } = await import('node:fs');
        const { spawnSync } = await import('node:child_process');
        const folder = ${JSON.stringify(tmpdir())};
        const mounts = readdirSync(folder).filter((name) => name.startsWith('souk-repo-')).map((name) => folder + '/' + name);
        const own = mounts.filter((path) => readdirSync(path).length === 0);
        assert.equal(own.length, 1);
        spawnSync('umount', own);
        assert.deepEqual(readdirSync(own[0]), []);
      `),
    );
    expect(status, log).toBe(0);
  });

  it('leaves nothing running', async () => {
    const marker = `left-${process.pid}-${Date.now()}`;
    const { status, log } = await act(
      aTest(`
        const { spawn } = await import('node:child_process');
        spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', '${marker}'], { detached: true, stdio: 'ignore' }).unref();
      `),
    );
    const running = processesWith(marker);
    expect({ status, running }, log).toEqual({ status: 0, running: [] });
  });

  it('is ended when it prints without end', async () => {
    const { status, messages, log } = await act({ 'package.json': '{"scripts":{"test":"yes"}}' });
    expect({ status, messages }).toEqual({
      status: 1,
      messages: expect.stringContaining('printed more than 10 MiB'),
    });
    expect(log.length).toBeLessThan(500_000);
  });

  it('is ended when it hangs', async () => {
    const { status, messages } = await act(aTest('for (;;) {}'), { 'timeout-minutes': '0.02' });
    expect({ status, messages }).toEqual({
      status: 1,
      messages: expect.stringContaining('took longer than 0.02 minutes'),
    });
  });

  it('finds its settings of the package manager ignored', async () => {
    const { status, rules } = await act({
      ...aTest(''),
      '.npmrc': 'git=./steal.sh\nscript-shell=./steal.sh\n',
      'steal.sh': '#!/bin/sh\nexit 7\n',
      'package.json': '{"scripts":{"test":"exit 0"}}',
    });
    expect({ status, rules }).toEqual({ status: 0, rules: [] });
  });
});

describe('when the runner cannot keep tests apart', () => {
  let tools: string;
  beforeAll(() => {
    tools = mkdtempSync(join(tmpdir(), 'souk-tools-'));
    // Those that isolation takes are not among these.
    for (const tool of ['git', 'env']) symlinkSync(placeOf(tool), join(tools, tool));
  });
  afterAll(() => rmSync(tools, { recursive: true }));

  it.each([
    ['is no pass', {}, 3, ['connector/tests-not-run']],
    ['runs them all the same where that is allowed', { 'allow-network': 'true' }, 0, []],
  ])('%s', async (_what, inputs, status, rules) => {
    const acted = await act(aTest(''), inputs, tools);
    expect({ status: acted.status, rules: acted.rules }).toEqual({ status, rules });
  });
});

function placeOf(tool: string): string {
  return execFileSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim();
}

/** Ids of processes whose command line has a text. */
function processesWith(marker: string): string[] {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(marker);
    } catch {
      // It ended meanwhile.
      return false;
    }
  });
}

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { extractFolder } from '@souk/git/extract-folder.ts';
import { GitError } from '@souk/git/git-error.ts';
import type { Repository } from '@souk/git/repository.ts';
import type { ConnectorRule } from '@souk/model/rule/connector-rules.ts';
import type { Log } from '../runtime/log.ts';
import { UNCONFINED } from './isolation.ts';
import { formatCall, planTests, type TestPlan } from './plan-tests.ts';
import type { RunLimits, RunResult } from './run-limited.ts';
import type { Sandbox } from './sandbox.ts';

/** What came of the tests of a connector. */
export interface TestRemark {
  readonly rule: ConnectorRule;
  readonly message: string;
  readonly help: string;
}

const limits = { mostFiles: 20_000, mostBytes: 16 * 1024 * 1024, mostTotalBytes: 128 * 1024 * 1024 };

/** Settings of the package manager could name programs to run, with a network. */
const SETTINGS = '.npmrc';

/**
 * Runs the tests that a connector brings along, as a commit has them. Nothing is said where they pass.
 *
 * @param folder of the connector, within the repository
 * @throws {GitError}
 */
export async function testConnector(
  source: { readonly repository: Repository; readonly commit: string; readonly folder: string },
  sandbox: Sandbox,
  how: RunLimits,
  log: Log,
): Promise<TestRemark[]> {
  const extracted = await extract(source, sandbox.folder);
  if ('rule' in extracted) return [extracted];
  await rm(join(sandbox.folder, SETTINGS), { force: true });
  const manifest = await readFile(join(sandbox.folder, 'package.json'), 'utf8').catch(() => undefined);
  const plans = planTests(extracted.paths, manifest);
  if (plans.length === 0) return [testsMissing(source.folder)];
  const remarks: TestRemark[] = [];
  for (const plan of plans) remarks.push(...(await runPlan(plan, source.folder, sandbox, how, log)));
  return remarks;
}

async function extract(
  { repository, commit, folder }: Parameters<typeof testConnector>[0],
  into: string,
): Promise<{ readonly paths: readonly string[] } | TestRemark> {
  try {
    return await extractFolder(repository, commit, folder, into, limits);
  } catch (error) {
    if (!(error instanceof GitError) || error.code !== 'unfit-tree') throw error;
    return {
      rule: 'connector/tests-failed',
      message: `The tests cannot be run on these files: ${error.message}`,
      help: `A connector may have ${limits.mostFiles} files of at most ${limits.mostBytes / 1024 / 1024} MiB, ${limits.mostTotalBytes / 1024 / 1024} MiB together. Keep large ones in the artifact or in a registry.`,
    };
  }
}

async function runPlan(
  { install, test }: TestPlan,
  folder: string,
  sandbox: Sandbox,
  how: RunLimits,
  log: Log,
): Promise<TestRemark[]> {
  for (const { tool } of [...(install === undefined ? [] : [install]), test]) {
    if (!(await sandbox.has(tool))) return [toolchainMissing(tool, formatCall(test))];
  }
  if (install !== undefined) {
    const installed = await sandbox.run(install, { ...how, network: true });
    tell(log, formatCall(install), installed);
    if (installed.end !== 'passed') return [installFailed(installed, formatCall(install), folder)];
  }
  const tested = await sandbox.run(test, { ...how, network: false });
  tell(log, formatCall(test), tested);
  if (tested.exitCode === UNCONFINED)
    return [notRun(`${formatCall(test)} could not be kept apart from the files of the job.`)];
  return tested.end === 'passed' ? [] : [testsFailed(tested, formatCall(test), folder, how)];
}

function tell(log: Log, call: string, { output, end }: RunResult): void {
  log.info(`$ ${call}\n${output}\n${call}: ${end}`);
}

function testsMissing(folder: string): TestRemark {
  return {
    rule: 'connector/tests-missing',
    message: `${folder} has no tests that are known here.`,
    help: 'Put tests under test/ for Node, beside the code for Go, or under tests/ for Python, or name a script test in package.json: docs/author.md says how.',
  };
}

function toolchainMissing(tool: string, call: string): TestRemark {
  return {
    rule: 'connector/toolchain-missing',
    message: `The tests were not run: ${call} needs ${tool}, which this runner does not have.`,
    help: `Run them yourself. Whoever looks after the workflows can install ${tool} before this step.`,
  };
}

/** What npm says when the files of the connector are to blame, and not the network. */
const faultsOfFiles = /\b(?:EUSAGE|EINTEGRITY|ETARGET|E404|EJSONPARSE|EBADENGINE)\b/;

function installFailed({ output, end }: RunResult, call: string, folder: string): TestRemark {
  if (end !== 'failed' || !faultsOfFiles.test(output))
    return notRun(`What the tests need could not be got: ${call} ended with ${end}.`);
  return {
    rule: 'connector/tests-failed',
    message: `The packages that the tests need cannot be installed: ${call} fails on what ${folder} says.`,
    help: `Run it in ${folder} and commit the lockfile that fits. The log of this job shows what npm says.`,
  };
}

function testsFailed(
  { end, exitCode }: RunResult,
  call: string,
  folder: string,
  { timeoutMs, mostOutput }: RunLimits,
): TestRemark {
  const what = {
    failed: `${call} ended with ${exitCode ?? 'a signal'}`,
    timeout: `${call} took longer than ${timeoutMs / 60_000} minutes`,
    limit: `${call} printed more than ${mostOutput / 1024 / 1024} MiB`,
    missing: `${call} could not be begun`,
    passed: '',
  }[end];
  return {
    rule: 'connector/tests-failed',
    message: `The tests of the connector fail: ${what}.`,
    help: `Run them yourself in ${folder}: ${call}. Here they have no network and no settings of yours. The log of this job shows what they print.`,
  };
}

export function notRun(message: string): TestRemark {
  return {
    rule: 'connector/tests-not-run',
    message,
    help: 'This is not your fault. Run the job again; if it fails again, tell the platform team.',
  };
}

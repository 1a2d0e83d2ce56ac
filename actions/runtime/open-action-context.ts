import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { getInput, setOutput } from '@actions/core';
import type { ActionContext } from './action-context.ts';
import { ActionFault } from './action-fault.ts';
import { createAnnotator } from './annotate.ts';
import { createSummary } from './create-summary.ts';
import { createLog } from './log.ts';

/**
 * The runner as its environment tells it.
 *
 * @param write prints to the log of the step, in one piece
 * @throws {ActionFault} `event` when the environment is not that of a workflow
 */
export function openActionContext(write: (text: string) => void): ActionContext {
  const repository = parseRepository(variable('GITHUB_REPOSITORY'));
  const serverUrl = variable('GITHUB_SERVER_URL') || 'https://github.com';
  const log = createLog(write);
  return {
    input: getInput,
    requiredInput,
    flag,
    event: { name: variable('GITHUB_EVENT_NAME'), payload: readPayload(variable('GITHUB_EVENT_PATH')) },
    repository,
    workspace: variable('GITHUB_WORKSPACE') || process.cwd(),
    temp: variable('RUNNER_TEMP') || tmpdir(),
    apiUrl: variable('GITHUB_API_URL') || 'https://api.github.com',
    serverUrl,
    runUrl: runUrl(serverUrl),
    sha: variable('GITHUB_SHA'),
    ref: variable('GITHUB_REF'),
    log,
    setOutput,
    appendSummary: createSummary(variable('GITHUB_STEP_SUMMARY'), log),
    annotate: createAnnotator(write, log),
  };
}

/** Page of the run that this process is part of; undefined outside of a workflow. */
export function runUrl(serverUrl: string): string | undefined {
  const [repository, id] = [variable('GITHUB_REPOSITORY'), variable('GITHUB_RUN_ID')];
  return repository === '' || id === '' ? undefined : `${serverUrl}/${repository}/actions/runs/${id}`;
}

function variable(name: string): string {
  return process.env[name] ?? '';
}

function requiredInput(name: string): string {
  const text = getInput(name);
  if (text !== '') return text;
  throw new ActionFault(
    'usage',
    `The input ${name} is not given. Say it in the step of the workflow, under with:`,
  );
}

function flag(name: string): boolean {
  const text = getInput(name);
  if (text === 'true') return true;
  if (text === 'false' || text === '') return false;
  throw new ActionFault('usage', `The input ${name} takes true or false, and got ${JSON.stringify(text)}.`);
}

function parseRepository(fullName: string): ActionContext['repository'] {
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(fullName) ?? [];
  if (owner !== undefined && repo !== undefined) return { owner, repo };
  throw new ActionFault(
    'event',
    `GITHUB_REPOSITORY says ${JSON.stringify(fullName)}; expected owner/name, as every workflow run has it.`,
  );
}

function readPayload(path: string): unknown {
  if (path === '') return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ActionFault('event', `What the event says cannot be read from ${path}.`, error);
  }
}

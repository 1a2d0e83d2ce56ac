import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { listOpenPulls } from '@souk/github/list-open-pulls.ts';
import { listPullsAtHead } from '@souk/github/list-pulls-at-head.ts';
import { type ExitCode, exitCode } from '../cli/exit-code.ts';
import { READY_LABEL } from '../feedback/labels.ts';
import type { ActionContext } from '../runtime/action-context.ts';
import { parseEvent } from '../runtime/parse-event.ts';
import { readNumberInput } from '../runtime/read-number-input.ts';
import type { Decisions } from './decision.ts';
import { type GateTarget, gateTargetOf } from './gate-target.ts';
import { type Gate, openGate } from './open-gate.ts';
import type { PullVerdict } from './pull-verdict.ts';
import { readOtherReports } from './read-other-reports.ts';
import { verdictOfGroup } from './verdict-of-group.ts';
import { verdictOfPull } from './verdict-of-pull.ts';

/** The states of a verdict, the gravest first. */
const gravity = ['failed', 'fault', 'blocked', 'waiting', 'ready', 'moved', 'skipped'] as const;

/** Judges what the event is about and publishes it. That a change may not get in is a success of this action. */
export async function runVerdict(context: ActionContext): Promise<ExitCode> {
  const event = parseEvent(context.event);
  const gate = await openGate(context, new Date());
  const target = gateTargetOf(event, readNumberInput(context, 'pull-request', 'a pull request'), gate.branch);
  const verdicts = await judge(gate, target);
  await tell(context, verdicts);
  return verdicts.some(({ state }) => state === 'fault' || state === 'failed')
    ? exitCode.fault
    : exitCode.pass;
}

async function judge(gate: Gate, target: GateTarget): Promise<readonly PullVerdict[]> {
  const { context, client } = gate;
  const folder = context.input('reports');
  const reports = folder === '' ? [] : await readOtherReports(resolve(context.workspace, folder));
  switch (target.kind) {
    case 'none':
      context.log.info(target.because);
      return [];
    case 'pull':
      return [await verdictOfPull(gate, { ...target, reports })];
    case 'head': {
      const [number] = await listPullsAtHead(client, { base: gate.branch, sha: target.head });
      if (number === undefined) {
        context.log.info(`No open pull request into ${gate.branch} stands at ${target.head} any more.`);
        return [];
      }
      return [await verdictOfPull(gate, { number, head: target.head, reports })];
    }
    case 'group':
      return [await verdictOfGroup(gate, target)];
    case 'open-pulls':
      // What is green may be merged by anybody: it is the first to be judged again.
      return judgeEach(gate, await listOpenPulls(client, { base: gate.branch, first: READY_LABEL }));
  }
}

/** One that cannot be judged does not keep the others from it. */
async function judgeEach(gate: Gate, numbers: readonly number[]): Promise<readonly PullVerdict[]> {
  const verdicts: PullVerdict[] = [];
  for (const number of numbers) {
    gate.context.log.progress(`Judging #${number}`);
    try {
      verdicts.push(await verdictOfPull(gate, { number, head: undefined, reports: [] }));
    } catch (error) {
      verdicts.push({ state: 'failed', number, because: String(error) });
    }
  }
  return verdicts;
}

async function tell(context: ActionContext, verdicts: readonly PullVerdict[]): Promise<void> {
  for (const verdict of verdicts) context.log.info(`#${verdict.number}: ${wordsOf(verdict)}`);
  const gravest = gravity.find((state) => verdicts.some((verdict) => verdict.state === state)) ?? 'skipped';
  context.setOutput('state', gravest === 'failed' ? 'fault' : gravest);
  const [only] = verdicts;
  if (only !== undefined && verdicts.length === 1) {
    context.setOutput('pull-request', String(only.number));
    if ('risk' in only) context.setOutput('risk', only.risk);
  }
  const decisions = verdicts.flatMap((verdict) =>
    'decision' in verdict && verdict.decision !== undefined ? [verdict.decision] : [],
  );
  if (decisions.length === 0) return;
  const file: Decisions = { schema: 'souk.decisions/v1', decisions };
  const path = join(context.temp, `souk-decisions-${randomUUID()}.json`);
  await writeFile(path, JSON.stringify(file), { mode: 0o600, flag: 'wx' });
  context.setOutput('decision', path);
}

function wordsOf(verdict: PullVerdict): string {
  switch (verdict.state) {
    case 'moved':
      return 'it has new commits, which are judged by themselves. Nothing was written.';
    case 'skipped':
      return verdict.because;
    case 'failed':
      return `it could not be judged: ${verdict.because}`;
    case 'fault':
    case 'ready':
    case 'waiting':
    case 'blocked':
      return `${verdict.state}, ${verdict.risk} risk.`;
  }
}

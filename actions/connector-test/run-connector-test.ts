import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogRecord } from '@souk/model/catalog/catalog.ts';
import { attachmentFolder } from '@souk/model/catalog/catalog-layout.ts';
import { type Finding, startOf } from '@souk/model/finding/finding.ts';
import { verdictOf } from '@souk/model/report/report.ts';
import { docsOf } from '@souk/model/rule/built-in-rules.ts';
import { connectorRules } from '@souk/model/rule/connector-rules.ts';
import { exitCodeOf } from '../check/fail-on.ts';
import { type JudgedEvent, judgeEvent } from '../check/judge-event.ts';
import { publishOutcome } from '../check/publish-outcome.ts';
import type { ExitCode } from '../cli/exit-code.ts';
import type { ActionContext } from '../runtime/action-context.ts';
import { ActionFault } from '../runtime/action-fault.ts';
import { findIsolation, type Isolation } from './isolation.ts';
import { openSandbox } from './sandbox.ts';
import { notRun, type TestRemark, testConnector } from './test-connector.ts';

const MOST_OUTPUT = 10 * 1024 * 1024;
const MOST_MINUTES = 120;

/** Runs the tests of the connectors that a change touches, each in a sandbox of its own. */
export async function runConnectorTest(context: ActionContext): Promise<ExitCode> {
  const timeoutMs = readMinutes(context.input('timeout-minutes')) * 60_000;
  const folder = await mkdtemp(join(context.temp, 'souk-'));
  const event = await judgeEvent(context, [], join(folder, 'policies'));
  const { subjects } = event.outcome.context;
  const isolation = findIsolation();
  const findings: Finding[] = [...event.outcome.report.findings];
  for (const record of subjects.filter(({ key }) => key.kind === 'Connector')) {
    const remarks =
      isolation === undefined && !context.flag('allow-network')
        ? [withoutIsolation]
        : await testOne(record, event, isolation, timeoutMs, context);
    findings.push(...remarks.map((remark) => findingOf(remark, record)));
  }
  const report = { ...event.outcome.report, findings, verdict: verdictOf(findings) };
  await publishOutcome(context, { ...event.outcome, report }, ['report'], folder);
  return exitCodeOf(report, 'deny');
}

const withoutIsolation = notRun(
  'The tests were not run, as this runner cannot keep them apart from the network: neither unshare nor sudo works. Tests of strangers need a runner on Linux that allows one of them; the input allow-network runs them all the same.',
);

async function testOne(
  record: CatalogRecord,
  { repository, head }: JudgedEvent,
  isolation: Isolation | undefined,
  timeoutMs: number,
  { log, workspace, temp }: ActionContext,
): Promise<TestRemark[]> {
  const folder = attachmentFolder(record.path)?.slice(0, -1);
  if (folder === undefined) return [];
  log.progress(`Testing ${folder}`);
  await using sandbox = await openSandbox(isolation, [workspace, temp]);
  const source = { repository, commit: head, folder };
  // Awaited here, as the sandbox goes when this is left.
  return await testConnector(source, sandbox, { timeoutMs, mostOutput: MOST_OUTPUT }, log);
}

function findingOf({ rule, message, help }: TestRemark, { key, path }: CatalogRecord): Finding {
  const { level } = connectorRules[rule];
  return { rule, level, message, help, docs: docsOf(rule), entity: key, location: startOf(path) };
}

function readMinutes(text: string): number {
  const minutes = text === '' ? 10 : Number(text);
  if (minutes > 0 && minutes <= MOST_MINUTES) return minutes;
  throw new ActionFault(
    'usage',
    `The input timeout-minutes takes a number up to ${MOST_MINUTES}, and got ${JSON.stringify(text)}.`,
  );
}

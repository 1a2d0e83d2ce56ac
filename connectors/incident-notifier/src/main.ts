import type { Worker, WorkerEnv } from '../../worker.ts';
import { findMissed } from './alertmanager/find-missed.ts';
import { readOpenAlerts } from './alertmanager/read-open-alerts.ts';
import { createBoardMemory } from './board/board-memory.ts';
import { type BoardParts, type Received, receiveUpdate, showLate } from './board/incident-board.ts';
import type { Config, OptionalSecretName, SecretName } from './config.ts';
import { chooseChannel } from './incident/choose-channel.ts';
import { parseAlertmanager } from './incident/parse-alertmanager.ts';
import { parsePagerDuty } from './incident/parse-pagerduty.ts';
import { labelsOf, parseObject } from './incident/values.ts';
import { log, logEvent } from './log.ts';
import { createCallSlack } from './slack/call-slack.ts';
import { checkBearer } from './webhook/check-bearer.ts';
import { readBody } from './webhook/read-body.ts';
import { verifyPagerDuty } from './webhook/verify-pagerduty.ts';

type Env = WorkerEnv<Config, SecretName, OptionalSecretName>;
type Handler = (request: Request, body: string, env: Env) => Promise<Response>;

/** A run is ended after 10 seconds: what it has done is written down before. */
const RUN_MS = 7_000;
/** Alertmanager is asked for what is open so often. */
const COMPARE_MINUTES = 5;

const statusOf: Readonly<Record<Received, number>> = { shown: 200, nothing: 200, late: 202, refused: 502 };
const now = () => Date.now();

function boardOf(env: Env): BoardParts {
  const callSlack = createCallSlack(env.SLACK_BOT_TOKEN);
  return {
    ...{ memory: createBoardMemory(env.STATE), config: env.CONFIG, callSlack },
    ...{ usage: env.USAGE, now, log, logEvent },
  };
}

const receiveAlertmanager: Handler = async (request, body, env) => {
  const isKnown = await checkBearer(request.headers.get('authorization'), env.WEBHOOK_TOKEN);
  if (!isKnown) return refuse('bad_token');
  const update = parseAlertmanager(body);
  if (update === undefined)
    return answer(422, 'expected a webhook as schemas/alertmanager.schema.json describes it');
  const received = await receiveUpdate(update, boardOf(env));
  return answer(statusOf[received], received);
};

const receivePagerDuty: Handler = async (request, body, env) => {
  const secret = env.PAGERDUTY_SIGNING_SECRET;
  if (secret === undefined) return answer(404, 'not set up for PagerDuty');
  const isKnown = await verifyPagerDuty(request.headers.get('x-pagerduty-signature'), body, secret);
  if (!isKnown) return refuse('bad_signature');
  const update = parsePagerDuty(body);
  if (update === undefined)
    return answer(422, 'expected a webhook as schemas/pagerduty.schema.json describes it');
  if (update === 'ignored') return answer(200, 'nothing');
  const received = await receiveUpdate(update, boardOf(env));
  return answer(statusOf[received], received);
};

/** Which route takes an alert with these labels. */
const explainRoute: Handler = async (request, body, env) => {
  const isKnown = await checkBearer(request.headers.get('authorization'), env.WEBHOOK_TOKEN);
  if (!isKnown) return refuse('bad_token');
  const labels = parseObject(body);
  if (labels === undefined) return answer(422, 'expected an object of labels');
  return Response.json(chooseChannel(labelsOf(labels), env.CONFIG));
};

const handlers = new Map<string, Handler>([
  ['/alertmanager', receiveAlertmanager],
  ['/pagerduty', receivePagerDuty],
  ['/admin/route', explainRoute],
]);

async function receive(handle: Handler, request: Request, env: Env): Promise<Response> {
  if (request.method !== 'POST') return answer(405, 'expected POST');
  const body = await readBody(request);
  return body === undefined ? answer(413, 'expected at most 1 MiB') : handle(request, body, env);
}

function refuse(reason: 'bad_token' | 'bad_signature'): Response {
  log({ reason });
  return answer(401, reason);
}

function answer(status: number, result: string): Response {
  return Response.json({ result }, { status });
}

const worker: Worker<Config, SecretName, OptionalSecretName> = {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === '/healthz') return answer(200, 'alive');
    if (pathname === '/readyz') {
      await env.STATE.get('ready');
      return answer(200, 'ready');
    }
    const handle = handlers.get(pathname);
    return handle === undefined ? answer(404, 'not found') : receive(handle, request, env);
  },

  async scheduled(event, env) {
    const board = boardOf(env);
    const until = now() + RUN_MS;
    await showLate(board, until);
    if (new Date(event.scheduledTime).getUTCMinutes() % COMPARE_MINUTES !== 0) return;
    const incidents = await board.memory.incidents();
    if (!incidents.some(({ source, status }) => source === 'alertmanager' && status !== 'resolved')) return;
    const open = await readOpenAlerts();
    if (open === undefined) log({ reason: 'alertmanager_away' });
    else
      for (const update of findMissed(incidents, open, now())) {
        if (now() >= until) return;
        await receiveUpdate(update, board);
      }
  },
};

export default worker;

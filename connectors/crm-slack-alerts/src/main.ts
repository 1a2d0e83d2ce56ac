import type { Worker, WorkerEnv } from '../../worker.ts';
import { announceLead } from './announce/announce-lead.ts';
import {
  type DeskParts,
  type Received,
  receiveLead,
  replayDead,
  retryUnmetered,
  retryWaiting,
} from './announce/lead-desk.ts';
import { createLeadMemory } from './announce/lead-memory.ts';
import type { Config, SecretName } from './config.ts';
import { createCrmClient } from './crm/create-crm-client.ts';
import { log, logEvent } from './log.ts';
import { parseLeadCreated } from './webhook/parse-lead-created.ts';
import { readBody } from './webhook/read-body.ts';
import { verifySignature } from './webhook/verify-signature.ts';

type Env = WorkerEnv<Config, SecretName>;

/** A call is ended after 10 seconds: what it has done is written down before. */
const CALL_MS = 8_000;

const statusOf: Readonly<Record<Received, number>> = {
  announced: 202,
  waiting: 202,
  dead: 202,
  known: 200,
  skipped: 200,
  // Another call is at it: the CRM comes again, and finds it known, or free.
  busy: 409,
  unknown: 503,
};

const now = () => Date.now();
const crm = createCrmClient(now);

function deskOf(env: Env): DeskParts {
  const secrets = { crm: env.CRM_CLIENT_SECRET, slack: env.SLACK_BOT_TOKEN };
  const signal = AbortSignal.timeout(CALL_MS);
  const parts = { crm, config: env.CONFIG, secrets, signal };
  return {
    memory: createLeadMemory(env.STATE),
    usage: env.USAGE,
    announce: (leadId) => announceLead(leadId, parts),
    now,
    log,
    logEvent,
  };
}

async function receiveWebhook(body: string, env: Env): Promise<Response> {
  const event = parseLeadCreated(body);
  if (event === undefined) return answer(422, 'expected a lead as schemas/lead.schema.json describes it');
  const received = await receiveLead(event.leadId, deskOf(env));
  return answer(statusOf[received], received);
}

async function replay(body: string, env: Env): Promise<Response> {
  // A call of the CRM that somebody kept is signed as well, but does not say this.
  if (body !== 'replay') return answer(422, 'expected the word replay');
  return Response.json(await replayDead(deskOf(env), now() + CALL_MS));
}

const signedRoutes = new Map([
  ['/hooks/crm', receiveWebhook],
  ['/admin/dead-letters/replay', replay],
]);

async function receiveSigned(
  request: Request,
  env: Env,
  handle: (body: string, env: Env) => Promise<Response>,
): Promise<Response> {
  if (request.method !== 'POST') return answer(405, 'expected POST');
  const body = await readBody(request);
  if (body === undefined) return answer(413, 'expected at most 64 KiB');
  const header = request.headers.get('x-crm-signature');
  const verdict = await verifySignature({ header, body, secret: env.CRM_WEBHOOK_SECRET, now: now() });
  if (verdict === 'good') return handle(body, env);
  log({ step: 'verify', reason: verdict });
  return answer(401, verdict);
}

async function checkReady(env: Env): Promise<Response> {
  await env.STATE.get('ready');
  return answer(200, 'ready');
}

function answer(status: number, result: string): Response {
  return Response.json({ result }, { status });
}

const worker: Worker<Config, SecretName> = {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === '/healthz') return answer(200, 'alive');
    if (pathname === '/readyz') return checkReady(env);
    const handle = signedRoutes.get(pathname);
    return handle === undefined ? answer(404, 'not found') : receiveSigned(request, env, handle);
  },

  async scheduled(_event, env) {
    const desk = deskOf(env);
    await retryWaiting(desk, now() + CALL_MS);
    await retryUnmetered(desk);
  },
};

export default worker;

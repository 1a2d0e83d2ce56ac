import type { Worker, WorkerEnv } from '../../worker.ts';
import { readTeams } from './budget/read-teams.ts';
import type { Config, SecretName } from './config.ts';
import { createCostExport } from './cost/cost-export.ts';
import type { Message } from './digest/message.ts';
import { log, logEvent } from './log.ts';
import { createCostMemory } from './run/cost-memory.ts';
import { runDigests } from './run/run-digests.ts';
import { type PostResult, postMessage } from './slack/post-message.ts';

type Env = WorkerEnv<Config, SecretName>;

const POST_MS = 10_000;
/** Slack is tried again as long as it asks for no longer pause. */
const LONGEST_PAUSE_SECONDS = 60;
const MOST_POSTS = 3;

async function postPatiently(message: Message, token: string): Promise<PostResult> {
  for (let times = 1; ; times += 1) {
    const result = await postMessage(message, token, AbortSignal.timeout(POST_MS));
    if (result.kind !== 'later' || times >= MOST_POSTS || result.afterSeconds > LONGEST_PAUSE_SECONDS)
      return result;
    log({ reason: result.reason });
    await new Promise((resolve) => setTimeout(resolve, result.afterSeconds * 1000));
  }
}

async function readStatus(env: Env): Promise<Response> {
  const lastDigest = await createCostMemory(env.STATE).lastPosted();
  return Response.json({ lastDigest: lastDigest ?? null });
}

const worker: Worker<Config, SecretName> = {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === '/healthz') return Response.json({ result: 'alive' });
    if (pathname === '/status' && request.method === 'GET') return readStatus(env);
    return Response.json({ result: 'not found' }, { status: 404 });
  },

  async scheduled(event, env) {
    const run = runDigests({
      config: env.CONFIG,
      costs: createCostExport(env.COST_EXPORT_TOKEN, env.CONFIG.source),
      memory: createCostMemory(env.STATE),
      readTeams,
      usage: env.USAGE,
      post: (message) => postPatiently(message, env.SLACK_BOT_TOKEN),
      now: event.scheduledTime,
      log,
      logEvent,
    });
    await run.catch((error: unknown) => {
      log({ reason: error instanceof Error ? error.message : 'unknown' });
      throw error;
    });
  },
};

export default worker;

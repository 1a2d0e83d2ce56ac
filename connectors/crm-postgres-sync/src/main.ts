import postgres from 'postgres';
import type { Worker } from '../../worker.ts';
import type { Config, SecretName } from './config.ts';
import { createCrmClient } from './crm/create-crm-client.ts';
import { log, logEvent } from './log.ts';
import { runSync } from './sync/run-sync.ts';

const CONNECT_SECONDS = 15;
const END_SECONDS = 5;

const worker: Worker<Config, SecretName> = {
  fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname === '/healthz') return Response.json({ result: 'alive' });
    return Response.json({ result: 'not found' }, { status: 404 });
  },

  async scheduled(event, env) {
    const sql = postgres(env.DATABASE_URL, {
      // The lock of a run belongs to its connection.
      max: 1,
      prepare: false,
      fetch_types: false,
      connect_timeout: CONNECT_SECONDS,
      onnotice: () => undefined,
    });
    try {
      await runSync({
        sql,
        openCrm: () => createCrmClient(env.CRM_CLIENT_SECRET, env.CONFIG.objects),
        config: env.CONFIG,
        usage: env.USAGE,
        at: event.scheduledTime,
        now: () => Date.now(),
        log,
        logEvent,
      });
    } catch (error) {
      log({ reason: error instanceof Error ? error.message : 'unknown' });
      throw error;
    } finally {
      await sql.end({ timeout: END_SECONDS });
    }
  },
};

export default worker;

// Runs beside the code of an app or connector and does for it what it may not do itself. It trusts nothing that the code
// passes in: each installation has one of its own.
import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers';

const LONGEST_KEY = 512;
const MOST_LISTED = 1000;

// biome-ignore lint/style/noDefaultExport: this is how the runtime finds what a worker does.
export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    if (url.pathname === '/ping') return new Response('pong');
    if (url.pathname === '/scheduled') {
      const cron = url.searchParams.get('cron');
      const scheduledTime = new Date(Number(url.searchParams.get('at')));
      return Response.json(await env.APP.scheduled({ cron, scheduledTime }));
    }
    return new Response(null, { status: 404 });
  },
};

export class State extends WorkerEntrypoint {
  get(key) {
    return this.#store().read(checkKey(key));
  }

  put(key, value, options) {
    return this.#store().write(checkKey(key), value, untilOf(options));
  }

  putIfAbsent(key, value, options) {
    return this.#store().writeIfAbsent(checkKey(key), value, untilOf(options));
  }

  delete(key) {
    return this.#store().remove(checkKey(key));
  }

  list({ prefix = '', after, limit = MOST_LISTED } = {}) {
    return this.#store().list(String(prefix), after, Math.min(Number(limit), MOST_LISTED));
  }

  #store() {
    return this.env.STORE.get(this.env.STORE.idFromName('state'));
  }
}

export class Store extends DurableObject {
  async read(key) {
    return liveValue(await this.ctx.storage.get(key));
  }

  async write(key, value, until) {
    await this.ctx.storage.put(key, { value, until });
  }

  async writeIfAbsent(key, value, until) {
    return this.ctx.blockConcurrencyWhile(async () => {
      if (liveValue(await this.ctx.storage.get(key)) !== undefined) return false;
      await this.ctx.storage.put(key, { value, until });
      return true;
    });
  }

  async remove(key) {
    await this.ctx.storage.delete(key);
  }

  async list(prefix, after, limit) {
    const found = await this.ctx.storage.list({
      prefix,
      ...(after === undefined ? {} : { startAfter: after }),
      limit,
    });
    const entries = [...found].map(([key, entry]) => ({ key, value: liveValue(entry) }));
    const gone = entries.filter(({ value }) => value === undefined).map(({ key }) => key);
    if (gone.length > 0) await this.ctx.storage.delete(gone.slice(0, 128));
    return entries.filter(({ value }) => value !== undefined);
  }
}

export class Usage extends WorkerEntrypoint {
  async record(usage) {
    const answer = await this.env.METER.fetch('http://meter/record', {
      method: 'POST',
      body: JSON.stringify(usage),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }
}

function liveValue(entry) {
  if (entry === undefined || (entry.until !== undefined && entry.until <= Date.now())) return undefined;
  return entry.value;
}

function untilOf({ ttlSeconds } = {}) {
  return ttlSeconds === undefined ? undefined : Date.now() + Number(ttlSeconds) * 1000;
}

function checkKey(key) {
  if (typeof key === 'string' && key.length > 0 && key.length <= LONGEST_KEY) return key;
  throw new TypeError(`Expected a key of 1 to ${LONGEST_KEY} characters.`);
}

// Runs beside the code of an app or connector and does for it what it may not do itself. It trusts nothing that the code
// passes in: each installation has one of its own.
import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers';

const LONGEST_KEY = 512;
const MOST_LISTED = 1000;
const LARGEST_VALUE = 2_000_000;
// Of all values in one answer; each is copied several times on its way.
const LARGEST_LIST = 8_000_000;
const MOST_BYTES = 256 * 2 ** 20;
// What an entry takes beside its value.
const ENTRY_BYTES = 200;
const LONGEST_USAGE = 4_000;

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
    const most = Math.min(Number(limit), MOST_LISTED);
    if (!(most >= 1)) throw new TypeError('Expected a limit of 1 or more.');
    return this.#store().list(String(prefix), after === undefined ? '' : String(after), most);
  }

  #store() {
    return this.env.STORE.get(this.env.STORE.idFromName('state'));
  }
}

// No step of its methods waits for anything, so each is done as one.
export class Store extends DurableObject {
  #sql = this.ctx.storage.sql;
  #kv = this.ctx.storage.kv;
  #bytes;

  constructor(ctx, env) {
    super(ctx, env);
    this.#sql.exec(
      'create table if not exists entry (key text primary key, bytes integer not null, until real)',
    );
    this.#sql.exec('create index if not exists entry_until on entry (until) where until is not null');
    this.#bytes = this.#sql.exec('select coalesce(sum(bytes), 0) as bytes from entry').one().bytes;
  }

  read(key) {
    return this.#liveValue(this.#kv.get(key));
  }

  write(key, value, until) {
    const bytes = bytesOf(key, value);
    if (this.#bytes - this.#bytesOfEntry(key) + bytes > MOST_BYTES) this.#removeExpired();
    const all = this.#bytes - this.#bytesOfEntry(key) + bytes;
    if (all > MOST_BYTES)
      throw new RangeError(`The state is full: it holds ${MOST_BYTES / 2 ** 20} MiB at most.`);
    this.ctx.storage.transactionSync(() => {
      this.#kv.put(key, { value, until });
      this.#sql.exec(
        'insert or replace into entry (key, bytes, until) values (?, ?, ?)',
        key,
        bytes,
        until ?? null,
      );
    });
    this.#bytes = all;
  }

  writeIfAbsent(key, value, until) {
    if (this.read(key) !== undefined) return false;
    this.write(key, value, until);
    return true;
  }

  remove(key) {
    this.#removeAll([key]);
  }

  list(prefix, after, limit) {
    this.#removeExpired();
    const found = this.#sql
      .exec(
        'select key, bytes from entry where key >= ? and key < ? and key > ? order by key limit ?',
        prefix,
        `${prefix}\u{10ffff}`,
        after,
        limit,
      )
      .toArray();
    const bytes = found.reduce((sum, entry) => sum + entry.bytes, 0);
    if (bytes > LARGEST_LIST)
      throw new RangeError(
        `The first ${found.length} entries take more than ${LARGEST_LIST / 1_000_000} MB: expected a smaller limit.`,
      );
    return found.map(({ key }) => ({ key, value: this.#kv.get(key).value }));
  }

  #liveValue(entry) {
    return entry === undefined || isOver(entry.until) ? undefined : entry.value;
  }

  #bytesOfEntry(key) {
    return this.#sql.exec('select bytes from entry where key = ?', key).toArray()[0]?.bytes ?? 0;
  }

  #removeExpired() {
    const keys = this.#sql.exec('select key from entry where until <= ?', Date.now()).toArray();
    this.#removeAll(keys.map(({ key }) => key));
  }

  #removeAll(keys) {
    const freed = keys.reduce((sum, key) => sum + this.#bytesOfEntry(key), 0);
    this.ctx.storage.transactionSync(() => {
      for (const key of keys) {
        this.#kv.delete(key);
        this.#sql.exec('delete from entry where key = ?', key);
      }
    });
    this.#bytes -= freed;
  }
}

export class Usage extends WorkerEntrypoint {
  async record(usage) {
    const { id, metric, value } = usage ?? {};
    const body = JSON.stringify({ id, metric, value });
    if (body.length > LONGEST_USAGE)
      throw new TypeError('Expected an id, a metric and a value of some characters.');
    const answer = await this.env.METER.fetch('http://meter/record', { method: 'POST', body });
    if (!answer.ok) throw new Error(await answer.text());
  }
}

function isOver(until) {
  return until !== undefined && until <= Date.now();
}

function untilOf(options) {
  const ttlSeconds = options?.ttlSeconds;
  if (ttlSeconds === undefined) return undefined;
  if (typeof ttlSeconds === 'number' && ttlSeconds > 0) return Date.now() + ttlSeconds * 1000;
  throw new TypeError('Expected ttlSeconds as a number above 0.');
}

function checkKey(key) {
  if (typeof key === 'string' && key.length > 0 && key.length <= LONGEST_KEY && /^[^\0\p{Cs}]*$/u.test(key))
    return key;
  throw new TypeError(`Expected a key of 1 to ${LONGEST_KEY} characters.`);
}

function bytesOf(key, value) {
  const bytes = ENTRY_BYTES + key.length * 2 + sizeOf(value);
  if (bytes <= LARGEST_VALUE) return bytes;
  throw new RangeError(`A value takes ${LARGEST_VALUE / 1_000_000} MB at most.`);
}

// What a value takes at least, in bytes; it has been cloned on its way here, so it is data and nothing else.
function sizeOf(value) {
  const seen = new Set();
  const waiting = [value];
  let bytes = 0;
  while (waiting.length > 0) {
    const next = waiting.pop();
    bytes += 8;
    if (typeof next === 'string') bytes += next.length;
    else if (typeof next === 'bigint') bytes += next.toString(16).length / 2;
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    if (next instanceof ArrayBuffer) bytes += next.byteLength;
    else if (ArrayBuffer.isView(next)) waiting.push(next.buffer);
    else if (next instanceof RegExp) bytes += next.source.length;
    else if (next instanceof Error) waiting.push(next.name, next.message, next.stack, next.cause);
    else if (next instanceof Map) for (const pair of next) waiting.push(...pair);
    else if (next instanceof Set) for (const item of next) waiting.push(item);
    else for (const [name, item] of Object.entries(next)) waiting.push(name, item);
    if (bytes > LARGEST_VALUE) return bytes;
  }
  return bytes;
}

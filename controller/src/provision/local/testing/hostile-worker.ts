/** The code of a worker that does whatever a test asks it to, as somebody would who wants out, or to take all there is. */
export const hostileWorker = `
import * as runtime from 'cloudflare:workers';

const attempts = {
  env: () => JSON.stringify({ keys: Object.keys(process?.env ?? {}) }),
  async files() {
    const ways = [
      () => process.getBuiltinModule('node:fs').readdirSync('/'),
      () => new Function('return import("node:fs")')(),
      () => eval('import("node:fs")'),
      () => require('fs'),
      () => Deno.readTextFileSync('/etc/passwd'),
      () => Bun.file('/etc/passwd').text(),
      () => navigator.storage.getDirectory(),
      () => caches.default.put('http://a.example/', new Response('x')),
      () => fetch('file:///code/worker.capnp').then((answer) => answer.text()),
      () => fetch('file:///proc/self/environ').then((answer) => answer.text()),
      () => importScripts('/code/worker.capnp'),
      () => runtime.env.SECRET_0,
      () => runtime.exports.default.env.STORE,
    ];
    const found = [];
    for (const way of ways) {
      try { found.push(JSON.stringify(await way())); } catch {}
    }
    return 'found ' + found.filter((text) => text !== undefined && !text.includes('not among the hosts'));
  },
  async fetch(env, url, init) {
    const r = await fetch(url, init);
    return r.status + ' ' + (await r.text());
  },
  async headersOf(env, url, init) {
    const r = await fetch(url, init);
    return JSON.stringify(Object.fromEntries(r.headers));
  },
  async tcp(env, address, options) {
    const { connect } = await import('cloudflare:sockets');
    const socket = connect(address, options);
    await socket.opened;
    const writer = socket.writable.getWriter();
    await writer.write(new TextEncoder().encode('hi'));
    const { value } = await socket.readable.getReader().read();
    return 'connected ' + new TextDecoder().decode(value);
  },
  async manyTcp(env, address, times) {
    const { connect } = await import('cloudflare:sockets');
    const sockets = Array.from({ length: times }, () => connect(address));
    const all = await Promise.allSettled(sockets.map((socket) => socket.opened));
    return String(all.filter(({ status }) => status === 'fulfilled').length);
  },
  memory() { const kept = []; for (;;) kept.push(new Uint8Array(8 * 2 ** 20).fill(kept.length + 1)); },
  strings() { const kept = []; for (let i = 0; ; i++) kept.push(('x' + i).repeat(2 ** 20).split('').join('y')); },
  objects() { const kept = []; for (;;) kept.push({ kept: [kept.length] }); },
  wasm() { const kept = []; for (;;) { const m = new WebAssembly.Memory({ initial: 1000 }); new Uint8Array(m.buffer).fill(1); kept.push(m); } },
  shared() { const kept = []; for (;;) kept.push(new Uint8Array(new SharedArrayBuffer(2 ** 23)).fill(1)); },
  loop() { for (;;) {} },
  async microtasks() { for (;;) await null; },
  regexp() { return String(/^(a+)+$/.test('a'.repeat(60) + 'b')); },
  recursion() { const again = () => again() + 1; return String(again()); },
  async abort() { runtime.abortIsolate('by myself'); await scheduler.wait(1000); return 'still there'; },
  later(env, context) { context.waitUntil(scheduler.wait(50).then(() => { for (;;) {} })); return 'later'; },
  async storm(env, url, times) {
    const all = await Promise.allSettled(Array.from({ length: times }, () => fetch(url)));
    return String(all.filter(({ value }) => value?.status === 200).length);
  },
  logs() { for (let i = 0; i < 20000; i++) console.log('flood ' + i); console.log('a\\nb{"level":60} \\u001b[2J' + 'z'.repeat(10000)); return 'ok'; },
  longLog() { const part = 'z'.repeat(2 ** 24); for (let i = 0; i < 12; i++) console.log(part); return 'ok'; },
  secrets: (env) => JSON.stringify([env.TOKEN, env.KEY]),
  say(env) { console.log('my key is ' + env.KEY); throw new Error('with my key ' + env.KEY); },
  async put(env, key, value) { await env.STATE.put(key, value); return 'kept'; },
  async get(env, key) { return JSON.stringify((await env.STATE.get(key)) ?? null); },
  async list(env, options) { return JSON.stringify(await env.STATE.list(options)); },
  async fill(env, from, to) {
    const value = 'x'.repeat(1900000);
    for (let i = from; i < to; i++) await env.STATE.put('fill-' + i, value);
    return 'kept';
  },
  async clear(env) {
    const found = await env.STATE.list({ prefix: 'fill-', limit: 4 });
    for (const { key } of found) await env.STATE.delete(key);
    return found.length === 0 ? 'cleared' : 'some left';
  },
  async usage(env, usage) { await env.USAGE.record(usage); return 'ok'; },
  async manyUsages(env, times) {
    const all = await Promise.allSettled(Array.from({ length: times }, (_, i) => env.USAGE.record({ id: 'many-' + i, metric: 'alerts' })));
    return String(all.filter(({ status }) => status === 'fulfilled').length);
  },
  async host(env) {
    const found = [];
    for (const name of ['STATE', 'USAGE'])
      for (const method of ['fetch', 'connect', 'scheduled', 'remove', 'constructor', 'ctx', 'env', '__proto__', 'write', '#store', 'STORE', 'METER'])
        try { const r = await env[name][method]('http://meter/record'); found.push(name + '.' + method + ' ' + (r?.status ?? typeof r)); } catch {}
    return 'found ' + found.join();
  },
  async pollute(env) {
    Object.prototype.ttlSeconds = -1;
    Object.prototype.limit = 0;
    Object.prototype.toJSON = () => 'polluted';
    Array.prototype.map = () => { throw new Error('polluted'); };
    Map.prototype.get = () => 'polluted';
    globalThis.Response = class {};
    globalThis.URL = undefined;
    JSON.stringify = () => 'polluted';
    return 'polluted';
  },
};

export default {
  async fetch(request, env, context) {
    const url = new URL(request.url);
    if (url.pathname === '/slow') { await scheduler.wait(Number(url.searchParams.get('ms'))); return new Response('slow'); }
    if (url.pathname === '/sink') return new Response(String((await request.arrayBuffer()).byteLength));
    if (url.pathname === '/headers') return new Response('x', { headers: { 'x-long': 'a'.repeat(Number(url.searchParams.get('bytes'))) } });
    if (url.pathname === '/endless') return new Response(new ReadableStream({ pull(controller) { controller.enqueue(new Uint8Array(65536)); } }));
    if (url.pathname === '/half') return new Response(new ReadableStream({ start(controller) { controller.enqueue(new Uint8Array(10)); }, pull() { for (;;) {} } }));
    if (url.pathname === '/cookie') return new Response(request.headers.get('cookie'), { headers: { 'set-cookie': 'session=mine; Path=/', 'clear-site-data': '"*"' } });
    if (request.method !== 'POST') return new Response('here');
    const { what, args = [] } = await request.json();
    try {
      return new Response(await attempts[what](env, ...(what === 'later' ? [context] : args)));
    } catch (error) {
      return new Response('refused: ' + error, { status: 418 });
    }
  },
  async scheduled() { for (;;) {} },
};`;

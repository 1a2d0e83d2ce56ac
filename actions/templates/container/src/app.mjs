const tasks = new Map([['t-1', { id: 't-1', status: 'open' }]]);

/** The answer to a request, as a value: the server only sends it. */
export function answer(method, path) {
  if (method === 'GET' && path === '/healthz') return { status: 200, body: { status: 'ok' } };
  const id = /^\/tasks\/([\w-]{1,64})$/.exec(path)?.[1];
  const task = method === 'GET' && id !== undefined ? tasks.get(id) : undefined;
  return task === undefined
    ? { status: 404, body: { title: 'There is none.', status: 404 } }
    : { status: 200, body: task };
}

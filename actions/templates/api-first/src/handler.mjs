const orders = new Map([['o-1', { id: 'o-1', status: 'open' }]]);

/** @param {{ path: string, params: { id: string } }} request */
export function handler(request) {
  if (request.path === '/healthz') return { status: 200, body: { status: 'ok' } };
  const order = orders.get(request.params.id);
  return order === undefined
    ? { status: 404, body: { title: 'There is none.', status: 404 } }
    : { status: 200, body: order };
}

import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { signatureHeaders } from './sign.mjs';

const key = process.env.PARTNER_SIGNING_KEY;
if (key === undefined || key === '') throw new Error('PARTNER_SIGNING_KEY is not set.');

const server = createServer(async (request, response) => {
  const { method = 'GET', url: path = '/' } = request;
  if (path === '/healthz') return response.writeHead(200).end('{"status":"ok"}');
  const body = await text(request);
  const headers = signatureHeaders({ method, path, body }, key, new Date());
  try {
    const answer = await fetch(new URL(path, 'https://partner.example.com'), {
      method,
      headers,
      ...(body === '' ? {} : { body }),
      redirect: 'error',
      signal: AbortSignal.timeout(8000),
    });
    response
      .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' })
      .end(await answer.text());
  } catch {
    response.writeHead(502).end('{"title":"The partner does not answer.","status":502}');
  }
});

// Only the app beside it may call: never listen on another address.
server.listen(9090, '127.0.0.1');

import { createServer } from 'node:http';
import { answer } from './app.mjs';

const server = createServer((request, response) => {
  const { status, body } = answer(
    request.method ?? 'GET',
    new URL(request.url ?? '/', 'http://localhost').pathname,
  );
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
});

server.listen(8080);
process.once('SIGTERM', () => server.close());

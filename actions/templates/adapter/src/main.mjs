import { createServer } from 'node:http';
import { translate } from './translate.mjs';

const headers = { 'x-api-key': process.env.STOCK_API_KEY ?? '' };

async function lookUp(article) {
  const address = `https://stock.example.com/xml?art=${encodeURIComponent(article)}`;
  const answer = await fetch(address, { headers, signal: AbortSignal.timeout(5000) });
  return answer.ok ? translate(await answer.text()) : undefined;
}

createServer(async (request, response) => {
  if (request.url === '/healthz') return response.writeHead(200).end('{"status":"ok"}');
  const article = /^\/stock\/([\w-]{1,64})$/.exec(request.url ?? '')?.[1];
  const stock = article === undefined ? undefined : await lookUp(article).catch(() => null);
  const status = stock === null ? 502 : stock === undefined ? 404 : 200;
  const body =
    status === 200
      ? stock
      : { title: status === 404 ? 'There is none.' : 'The stock system does not answer.', status };
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}).listen(8080);

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { gunzipSync } from 'node:zlib';

/**
 * ClickHouse for tests: its engine as a library, behind as much of its HTTP interface as a client needs. A process of its
 * own, so that it can be killed. Usage: node chdb-server.ts <folder of setup-chdb.sh> <folder for data> [port]
 */
interface Session {
  query(statement: string, format: string): string;
}

/** Of a request, what is neither a parameter nor a setting. */
const reserved = new Set(['query', 'database', 'query_id', 'session_id', 'role', 'default_format']);

const [, , home = '', data = '', port = '0'] = process.argv;
const chdb = createRequire(join(home, 'package.json'))('chdb') as {
  readonly Session: new (path: string) => Session;
};
const session = new chdb.Session(data);
session.query('create database if not exists souk', 'CSV');
session.query('use souk', 'CSV');

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    response.writeHead(500).end(String(error instanceof Error ? error.message : error));
  });
});
server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});
// Whoever started it may be killed.
process.stdin.resume().on('end', () => process.exit());

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  const { searchParams } = new URL(request.url ?? '', 'http://localhost');
  const fields = isForm(request) ? await readForm(request, body) : searchParams;
  for (const [name, value] of [...searchParams, ...(fields === searchParams ? [] : fields)])
    if (!reserved.has(name)) set(name, value);
  const query = fields.get('query');
  const statement = isForm(request) ? (query ?? '') : [query, body.toString()].filter(Boolean).join('\n');
  const answered = session.query(statement, 'JSONEachRow');
  response.writeHead(200, { 'content-type': 'application/x-ndjson' }).end(answered);
}

/** Parameters are settings, too: they are bound by the engine itself. */
function set(name: string, value: string): void {
  if (!/^\w+$/.test(name)) throw new TypeError(`Odd name: ${name}`);
  const text = value.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  session.query(`set ${name} = '${text}'`, 'CSV');
}

function isForm({ headers }: IncomingMessage): boolean {
  return headers['content-type']?.startsWith('multipart/form-data') === true;
}

async function readForm({ headers }: IncomingMessage, body: Buffer): Promise<URLSearchParams> {
  const type = headers['content-type'] ?? '';
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  return new URLSearchParams([...form].map(([name, value]) => [name, String(value)]));
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
}

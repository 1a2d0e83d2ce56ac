import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { httpSender } from './http-sender.ts';
import { openUsageClient } from './open-usage-client.ts';
import { CountingServer } from './testing/counting-server.ts';

const program = join(import.meta.dirname, 'testing/record-until-killed.ts');
const KILLS = 20;

let folder: string;
let server: Server;
let url: string;
let marketplace: CountingServer;
let child: ChildProcess | undefined;
let requests = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'souk-usage-kill-'));
  marketplace = new CountingServer();
  server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const events = JSON.parse(Buffer.concat(chunks).toString()) as {
      id: string;
      metric: string;
      value: string;
    }[];
    const answer = marketplace.take(events.map((event) => ({ event, recordedAt: 0 })));
    requests++;
    // Some answers are lost, and some are a call for patience: what was taken comes again.
    if (requests % 7 === 0) outgoing.destroy();
    else if (requests % 5 === 0) outgoing.writeHead(503, { 'retry-after': '0' }).end();
    else if (answer.kind === 'answered')
      outgoing.end(
        JSON.stringify({ results: answer.results.map((result, index) => ({ index, ...result })) }),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  child?.kill('SIGKILL');
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

/** Lets a program meter until so many events were acknowledged, and kills it there. */
async function runAndKill(first: string, after: number): Promise<string[]> {
  const acknowledged: string[] = [];
  const running = spawn(process.execPath, [program, folder, url, first], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = running;
  for await (const id of createInterface(running.stdout)) {
    acknowledged.push(id);
    if (acknowledged.length === after) running.kill('SIGKILL');
  }
  if (running.exitCode === null && running.signalCode === null) await once(running, 'exit');
  return acknowledged;
}

it(`loses and doubles nothing when it is killed ${KILLS} times`, async () => {
  const acknowledged = new Set<string>();
  for (let kill = 0; kill < KILLS; kill++)
    for (const id of await runAndKill(`run${kill}`, 20 + 67 * kill)) acknowledged.add(id);
  expect(acknowledged.size).toBeGreaterThan(10_000);
  const client = await openUsageClient({
    spool: folder,
    send: httpSender({ url, token: async () => 'token' }),
  });
  await client.flush();
  expect(client.stats()).toMatchObject({ waiting: 0, refused: 0, broken: 0 });
  await client.close();
  const lost = [...acknowledged].filter((id) => !marketplace.counted.has(id));
  expect(lost).toEqual([]);
  // At most what twenty writers had under way at each end was counted without their having been told that it is kept.
  expect(marketplace.counted.size - acknowledged.size).toBeLessThanOrEqual(KILLS * 20);
  const again = [...marketplace.arrivals.values()].filter((times) => times > 1).length;
  process.stdout.write(
    `${acknowledged.size} acknowledged, ${marketplace.counted.size} counted, ${again} came more than once\n`,
  );
});

import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Agent, request } from 'undici';
import { until } from '../../testing/until.ts';

/** The program that `SOUK_TEST_BAO` names, or one on the path. */
export function findBao(environment: NodeJS.ProcessEnv): string | undefined {
  const places = (environment['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'bao'));
  const named = environment['SOUK_TEST_BAO'];
  return (named === undefined ? places : [named]).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A server of OpenBao that keeps everything in memory. */
export interface BaoServer {
  readonly address: string;
  /** File of the certificate that vouches for it; it speaks TLS only when it was asked to. */
  readonly caFile: string;
  readonly rootToken: string;
  /** Asks it as root, or with another token; @returns status and body. */
  ask(
    method: string,
    path: string,
    body?: object,
    more?: { token?: string; namespace?: string },
  ): Promise<BaoAnswer>;
  close(): Promise<void>;
}

export interface BaoAnswer {
  readonly status: number;
  readonly body: Record<string, never> & {
    readonly data: Record<string, never>;
    readonly auth: Record<string, never>;
  };
}

const ROOT = 'root-of-the-tests';

export async function startBao(program: string, { tls = false } = {}): Promise<BaoServer> {
  const folder = mkdtempSync(join(tmpdir(), 'souk-bao-'));
  const listen = `127.0.0.1:${await freePort()}`;
  const manner = tls ? ['-dev-tls', `-dev-tls-cert-dir=${folder}`] : ['-dev'];
  const server = spawn(
    program,
    [
      'server',
      ...manner,
      `-dev-root-token-id=${ROOT}`,
      `-dev-listen-address=${listen}`,
      '-dev-no-store-token',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { HOME: folder } },
  );
  let output = '';
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (text) => {
      output = (output + text).slice(-20_000);
    });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await until(
    () => ({ output, exitCode: server.exitCode }),
    (seen) => seen.output.includes('Development mode should NOT be used') || seen.exitCode !== null,
  );
  if (server.exitCode !== null) throw new Error(`OpenBao did not start: ${output}`);
  const caFile = join(folder, 'vault-ca.pem');
  const dispatcher = new Agent({ connect: tls ? { ca: readFileSync(caFile, 'utf8') } : {} });
  const address = `${tls ? 'https' : 'http'}://${listen}`;
  return {
    address,
    caFile,
    rootToken: ROOT,
    ask: async (method, path, body, { token = ROOT, namespace } = {}) => {
      const headers = {
        'x-vault-token': token,
        ...(namespace === undefined ? {} : { 'x-vault-namespace': namespace }),
      };
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      const answer = await request(`${address}/v1/${path}`, { ...init, dispatcher });
      const text = await answer.body.text();
      return { status: answer.statusCode, body: text === '' ? {} : JSON.parse(text) };
    },
    close: async () => {
      await dispatcher.destroy();
      server.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

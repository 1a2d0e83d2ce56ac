import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anchorPath, renderAnchor } from '@souk/model/audit/anchor-file.ts';
import { renderAuditLine } from '@souk/model/audit/audit-line.ts';
import type { AuditRow } from '@souk/model/audit/audit-record.ts';
import { chain, EPOCH, entry, exportOf, idOf, seal } from '@souk/model/testing/audit-chain.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../testing/run-cli.ts';

const pem = { type: 'spki', format: 'pem' } as const;
const { privateKey: key, publicKey } = generateKeyPairSync('ed25519');
const { privateKey: strangerKey } = generateKeyPairSync('ed25519');
const rows = chain(Array.from({ length: 5 }, (_, i) => entry(i)));
const forged = chain(Array.from({ length: 5 }, (_, i) => entry(i + 9)));

function logOf(of: readonly AuditRow[], by: KeyObject = key): string {
  const seals = of.filter(({ seq }) => seq === 3).map((row) => seal(row, by));
  return exportOf(of, seals).map(renderAuditLine).join('');
}

let cwd: string;
let server: Server | undefined;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'souk-audit-'));
  writeFileSync(join(cwd, 'audit.jsonl'), logOf(rows));
  writeFileSync(join(cwd, 'key.pub.pem'), publicKey.export(pem));
});
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
  server = undefined;
  rmSync(cwd, { recursive: true, force: true });
});

const audit = (...args: string[]): ReturnType<typeof runCli> => runCli(cwd, ['audit', ...args]);

async function serve(answer: RequestListener): Promise<string> {
  const listening = createServer(answer).listen(0, '127.0.0.1');
  server = listening;
  await new Promise((resolve) => listening.once('listening', resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

const controller: RequestListener = ({ url, headers }, response) => {
  const known = url === '/api/v1/audit' && headers.accept === 'application/x-ndjson';
  response.writeHead(known ? 200 : 404, { 'content-type': 'application/x-ndjson' }).end(logOf(rows));
};

describe('when a log is verified', () => {
  it('says in one look that it is whole', async () => {
    expect(await audit('verify', 'audit.jsonl', '--key', 'key.pub.pem')).toEqual({
      exitCode: 0,
      stdout: [
        '✔ The audit log is whole: 5 rows, from 2026-11-22T08:00:00.000Z to 2026-11-22T08:04:00.000Z.',
        '  signed   up to row 3, by 1 checkpoint; 2 newer rows are not signed yet',
        `  key      ${idOf(key)}, which you trust`,
        '  in Git   not looked at: give --ref',
        '',
      ].join('\n'),
      stderr: '',
    });
  });

  it('does not call a key trusted that nobody vouched for', async () => {
    const { stdout } = await audit('verify', 'audit.jsonl');
    expect(stdout).toContain(`${idOf(key)}, as the log itself says: give --key to hold it against yours`);
  });

  it('says where it is broken', async () => {
    writeFileSync(join(cwd, 'audit.jsonl'), logOf(rows.filter(({ seq }) => seq !== 2)));
    expect(await audit('verify', 'audit.jsonl')).toEqual({
      exitCode: 1,
      stdout: [
        '✖ The audit log is broken at row 2: rows are missing.',
        '  expected row 2',
        '  found    row 3',
        '  sound    1 row before it, from 2026-11-22T08:00:00.000Z to 2026-11-22T08:00:00.000Z',
        '  → Keep the log as it is and see docs/audit.md.',
        '',
      ].join('\n'),
      stderr: '',
    });
  });

  it('is read by programs', async () => {
    const { exitCode, stdout } = await audit('verify', 'audit.jsonl', '--format', 'json');
    expect([exitCode, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({ source: 'audit.jsonl', whole: true, rows: 5, checkpoints: 1, sealed: 3 }),
    ]);
  });

  it('reads a running controller', async () => {
    const url = await serve(controller);
    expect(await audit('verify', url)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('5 rows'),
    });
    expect(await audit('verify', `${url}/`)).toMatchObject({ exitCode: 0 });
  });

  it('finds out a log that was rewritten and signed by another key', async () => {
    writeFileSync(join(cwd, 'audit.jsonl'), logOf(forged, strangerKey));
    expect((await audit('verify', 'audit.jsonl')).exitCode).toBe(0);
    const { exitCode, stdout } = await audit('verify', 'audit.jsonl', '--key', 'key.pub.pem');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('at row 3: a checkpoint is signed by a key that you do not trust.');
  });

  it('writes nothing that a terminal would obey', async () => {
    const odd = rows.map((row) => ({ ...row, hash: `\u001b[31m${row.hash}` }));
    writeFileSync(join(cwd, 'audit.jsonl'), logOf(odd));
    expect((await audit('verify', 'audit.jsonl')).stdout).not.toContain('\u001b');
  });
});

describe('when checkpoints are kept in Git', () => {
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=S', '-c', 'user.email=s@x', ...args], { cwd, encoding: 'utf8' });
  const keep = (of: readonly AuditRow[], seq: number): void => {
    for (const row of of.filter((item) => item.seq === seq)) {
      writeFileSync(join(cwd, anchorPath), renderAnchor({ epoch: EPOCH, checkpoint: seal(row, key) }));
      git('add', anchorPath);
      git('commit', '-qm', 'Anchor');
      git('update-ref', 'refs/souk/audit', 'HEAD');
    }
  };
  beforeEach(() => {
    git('init', '-q');
    keep(rows, 2);
    keep(rows, 3);
  });

  it('finds them again', async () => {
    const { exitCode, stdout } = await audit('verify', 'audit.jsonl', '--ref', 'refs/souk/audit');
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringContaining('2 checkpoints of refs/souk/audit found again'),
    ]);
  });

  it('finds out a log that was rewritten and signed again by the very key', async () => {
    writeFileSync(join(cwd, 'audit.jsonl'), logOf(forged));
    const { exitCode, stdout } = await audit('verify', 'audit.jsonl', '--ref', 'refs/souk/audit');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('at row 2: the chain is not the one that was kept in Git.');
  });

  it('says how to fetch a ref that is not there', async () => {
    const { exitCode, stderr } = await audit('verify', 'audit.jsonl', '--ref', 'refs/souk/other');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('git fetch origin refs/souk/other')]);
  });
});

describe('when a log is exported', () => {
  it('writes what the controller gives', async () => {
    const url = await serve(controller);
    expect(await audit('export', url, '--out', 'copy.jsonl')).toMatchObject({ exitCode: 0 });
    expect(readFileSync(join(cwd, 'copy.jsonl'), 'utf8')).toBe(logOf(rows));
  });

  it('leaves no half of a log behind', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' }).write('{"type"');
      setImmediate(() => response.destroy());
    });
    const { exitCode, stderr } = await audit('export', url, '--out', 'copy.jsonl');
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('broke off')]);
    expect([existsSync(join(cwd, 'copy.jsonl')), existsSync(join(cwd, 'copy.jsonl.part'))]).toEqual([
      false,
      false,
    ]);
  });
});

describe('when the log can not be read', () => {
  it.each([
    ['nobody answers', ['verify', 'http://127.0.0.1:9'], 3, 'There is no controller at'],
    ['there is no such file', ['verify', 'gone.jsonl'], 2, 'no such file'],
    ['a folder is named', ['verify', '.'], 2, 'there is a folder'],
    ['the key is none', ['verify', 'audit.jsonl', '--key', 'audit.jsonl'], 2, 'needs an Ed25519 key'],
    ['there is no such command', ['verfy'], 2, 'Did you mean verify?'],
    ['the export has no file', ['export', 'http://127.0.0.1:9'], 2, '--out'],
  ])('says that %s', async (_name, args, expected, message) => {
    const { exitCode, stderr } = await audit(...args);
    expect([exitCode, stderr]).toEqual([expected, expect.stringContaining(message)]);
  });

  it('says that something else answers', async () => {
    const url = await serve((_request, response) => response.writeHead(200).end('hello'));
    expect(await audit('verify', url)).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('must give an audit log'),
    });
  });

  it.each([['--help'], ['verify', '--help'], ['export', '--help']])(
    'helps with examples',
    async (...args) => {
      const { exitCode, stdout } = await audit(...args.filter((arg) => arg !== undefined));
      expect([exitCode, stdout]).toEqual([0, expect.stringContaining('$ souk audit verify')]);
    },
  );
});

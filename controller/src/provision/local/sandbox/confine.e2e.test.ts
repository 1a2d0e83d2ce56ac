import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { confinements } from '../testing/confinements.ts';
import { confine, seenFolders } from './confine.ts';
import { detectSandbox, type Sandbox } from './detect-sandbox.ts';
import { findWorkerd } from './find-workerd.ts';

const MIB = 2 ** 20;

/** A shell in place of the runtime, as code has it that has broken out of it. */
for (const confinement of confinements()) {
  describe(`code that has broken out of the runtime (${confinement})`, () => {
    let root: string;
    let sandbox: Sandbox;
    let server: Server;
    let port = 0;
    const isWalled = confinement === 'bubblewrap';

    beforeEach(async () => {
      root = mkdtempSync(join(tmpdir(), 'souk-walls-'));
      chmodSync(root, 0o711);
      sandbox = detectSandbox({ workerd: findWorkerd() ?? '', folder: root, wanted: confinement });
      for (const [number, id] of ['own', 'neighbour'].entries())
        for (const name of ['run', 'run/code', 'state']) {
          const path = join(root, id, name);
          mkdirSync(path, { recursive: true, mode: 0o711 });
          if (sandbox.firstUser === undefined) continue;
          chownSync(path, sandbox.firstUser + number, sandbox.firstUser + number);
          chmodSync(path, 0o700);
        }
      writeFileSync(join(root, 'neighbour/state/data'), 'treasure', { mode: 0o600 });
      writeFileSync(join(root, 'controller.env'), 'treasure', { mode: 0o600 });
      server = createServer((socket) => socket.end());
      port = await new Promise((resolve) =>
        server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
      );
    });
    afterEach(async () => {
      await new Promise((resolve) => server.close(resolve));
      rmSync(root, { recursive: true, force: true });
    });

    /** @returns what a script prints; `$own` is the folder of the instance, as it sees it */
    const run = (script: string): string => {
      const at = (name: string): string => join(root, 'own', name);
      const folders = { run: at('run'), code: at('run/code'), state: at('state') };
      const { tool, args, env } = confine({
        ...{ confinement, workerd: '/bin/bash', folders, user: sandbox.firstUser },
        // The shell needs other libraries than the runtime.
        libraries: ['/lib', '/lib64', '/usr/lib', '/usr/bin'],
        ...{ memoryBytes: 64 * MIB, variables: { SECRET_0: 'mine' } },
      });
      const { state } = seenFolders(confinement, folders);
      const shell = [...args.slice(0, -3), '-c', `state=${state}; ${script}`];
      const { stdout, status } = spawnSync(tool, shell, { env: { ...env }, timeout: 20_000 });
      expect(status).not.toBeNull();
      return stdout.toString().trim();
    };

    it('finds nothing in its environment but what is its own', () => {
      expect(run('compgen -e | sort | tr "\\n" " "')).toMatch(
        /^(OLDPWD )?PATH PWD SECRET_0 SHLVL SSL_CERT_FILE$/,
      );
    });

    it('has no rights of an administrator, and gets none', () => {
      const status = run('while read -r line; do echo "$line"; done < /proc/self/status');
      if (isWalled) expect(status).toBe('');
      else {
        expect(status).toMatch(/NoNewPrivs:\t1/);
        expect(status).toMatch(/CapEff:\t0{16}/);
        expect(status).not.toMatch(/Uid:\t0\t/);
      }
    });

    it('does not read what its neighbours remember, nor what is ours', ({ skip }) => {
      skip(!isWalled && sandbox.firstUser === undefined, 'All run as the user of this test.');
      expect(run(`cat ${root}/neighbour/state/data ${root}/controller.env; ls ${root}/neighbour/run`)).toBe(
        '',
      );
    });

    it('does not write but into its own folders', ({ skip }) => {
      skip(!isWalled && sandbox.firstUser === undefined, 'All run as the user of this test.');
      const paths = ['/', '/etc/', '/usr/', `${root}/`, `${root}/neighbour/state/`];
      const tries = paths.map((path) => `echo x > ${path}intruder && echo "wrote ${path}"`).join('; ');
      expect(run(`${tries}; echo x > $state/own && echo kept`)).toBe('kept');
    });

    it('does not write a file without end', () => {
      expect(run('head -c 2000000000 /dev/zero > $state/huge; stat -c %s $state/huge')).toBe(
        String(768 * MIB),
      );
    });

    it('does not claim memory without end', () => {
      expect(run('x=x; for i in {1..33}; do x=$x$x; done; echo whole')).toBe('');
    });

    it('opens no more than so many files', () => {
      expect(run('ulimit -n; ulimit -c')).toBe('512\n0');
    });

    // What is weaker without bubblewrap is said as it is, so that nobody takes it for a wall.
    it(
      isWalled ? 'sees no file of the machine' : 'sees the files of the machine that anybody may read',
      () => {
        const seen = run(
          'test -e /etc/passwd && echo passwd; test -e /proc/1 && echo processes; test -e /tmp && echo tmp',
        );
        expect(seen).toBe(isWalled ? '' : 'passwd\nprocesses\ntmp');
      },
    );

    it(isWalled ? 'has no network' : 'has the network of the machine', () => {
      const seen = run(`(exec 3<>/dev/tcp/127.0.0.1/${port}) && echo connected`);
      expect(seen).toBe(isWalled ? '' : 'connected');
    });
  });
}

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildStages } from './build-stages.ts';
import { isSent } from './collect-context.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'souk-stages-'));
  mkdirSync(join(folder, 'context/src'), { recursive: true });
  writeFileSync(join(folder, 'context/a.txt'), 'a');
  writeFileSync(join(folder, 'context/src/b.txt'), 'b');
});
afterEach(() => rmSync(folder, { recursive: true }));

function build(lines: readonly string[]) {
  const containerfile = join(folder, 'Containerfile');
  writeFileSync(containerfile, lines.join('\n'));
  return buildStages({
    containerfile,
    context: join(folder, 'context'),
    scratch: join(folder, 'stages'),
    tell: () => undefined,
  });
}

describe('when stages are built', () => {
  it('copies files and folders, from the context and from other stages', () => {
    const { root, env, user, entrypoint, command } = build([
      'FROM base AS first',
      'WORKDIR /app',
      'COPY a.txt src/',
      'FROM first AS second',
      'COPY src src',
      'FROM base',
      'WORKDIR /app',
      'COPY --from=second /app ./',
      'ENV A=1 \\',
      '    B=2',
      'USER 1000:1000',
      'ENTRYPOINT ["node"]',
      'CMD ["main.ts"]',
    ]);
    expect(readFileSync(join(root, 'app/src/a.txt'), 'utf8')).toBe('a');
    expect(readFileSync(join(root, 'app/src/b.txt'), 'utf8')).toBe('b');
    expect({ env, user, entrypoint, command }).toEqual({
      env: { A: '1', B: '2' },
      user: '1000:1000',
      entrypoint: ['node'],
      command: ['main.ts'],
    });
  });

  it('fails for a file that is not sent, and for what it does not understand', () => {
    expect(() => build(['FROM base', 'COPY missing.txt ./'])).toThrow('missing.txt');
    expect(() => build(['FROM base', 'ADD a.txt ./'])).toThrow('ADD is not understood here.');
  });
});

describe('when it is decided what an engine is sent', () => {
  const patterns = readFileSync(
    fileURLToPath(new URL('../../deploy/Containerfile.dockerignore', import.meta.url)),
    'utf8',
  )
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

  it.each([
    ['controller/src/main.ts', true],
    ['package-lock.json', true],
    ['bench/package.json', true],
    ['bench/main.ts', false],
    ['controller/src/main.test.ts', false],
    ['controller/src/testing/stores.ts', false],
    ['controller/portal/dist/index.html', false],
    ['deploy/secrets/souk.env', false],
    ['.env', false],
    ['.git/config', false],
  ])('%s: %s', (file, sent) => {
    expect(isSent(file, patterns)).toBe(sent);
  });
});

import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { findOpa, OPA_VERSION } from '@souk/policies/build/opa.ts';
import { type Outcome, readConftestOutcome, readOpaOutcome } from './read-outcome.ts';
import type { Corpus } from './write-corpus.ts';
import type { PeerRules } from './write-peer-rules.ts';

export const peerNames = ['conftest', 'opa'] as const;
export type PeerName = (typeof peerNames)[number];

/** Another program that evaluates the same rules over the same inputs. */
export interface Peer {
  readonly name: PeerName;
  readonly command: string;
  readonly version: string;
  argsFor(corpus: Corpus, rules: PeerRules): string[];
  readOutcome(output: string, corpus: Corpus, rules: readonly PolicyRule[]): Outcome;
}

/** How to get each, for those who have it not. */
export const howToGet: Readonly<Record<PeerName, string>> = {
  conftest:
    'Run: go install github.com/open-policy-agent/conftest@v0.71.1, or set CONFTEST to the path of one.',
  opa: `Run: npm run setup:opa, or set OPA to the path of OPA ${OPA_VERSION}.`,
};

/** The peers that are installed: `$CONFTEST`, `$OPA`, or on `PATH`. */
export async function findPeers(environment: NodeJS.ProcessEnv): Promise<Peer[]> {
  const found = [findConftest(environment), await findNativeOpa(environment)];
  return found.filter((peer) => peer !== undefined);
}

function findConftest(environment: NodeJS.ProcessEnv): Peer | undefined {
  const command = findProgram('conftest', environment['CONFTEST'], environment['PATH']);
  if (command === undefined) return undefined;
  return {
    name: 'conftest',
    command,
    version: readConftestVersion(execFileSync(command, ['--version'], { encoding: 'utf8' })),
    // As JSON, which names the rule of each violation; with --no-fail, because violations are no mishap here.
    argsFor: ({ folder }, { rego, adapter, data }) => [
      ...['test', '--no-fail', '--output', 'json', '--parser', 'json'],
      ...['--policy', rego, '--policy', adapter, '--data', data, folder],
    ],
    readOutcome: readConftestOutcome,
  };
}

async function findNativeOpa(environment: NodeJS.ProcessEnv): Promise<Peer | undefined> {
  const opa = await findOpa(environment);
  if (opa === undefined) return undefined;
  return {
    name: 'opa',
    command: opa.path,
    version: opa.version,
    argsFor: ({ document }, { rego, data }) => [
      ...['eval', '--format', 'raw', '--data', rego, '--data', data],
      ...['--input', document, 'data.souk.engine.batch'],
    ],
    readOutcome: (output, { kinds }, rules) => readOpaOutcome(output, kinds, rules),
  };
}

/** One built by `go install` calls itself "dev"; the OPA within tells more. */
export function readConftestVersion(text: string): string {
  const of = (name: string): string => new RegExp(`^${name}: (\\S+)$`, 'm').exec(text)?.[1] ?? 'unknown';
  return `${of('Conftest')} with OPA ${of('OPA')}`;
}

function findProgram(name: string, named: string | undefined, path: string | undefined): string | undefined {
  if (named !== undefined && named !== '') return named;
  const candidates = (path ?? '')
    .split(delimiter)
    .flatMap((folder) => (folder === '' ? [] : join(folder, name)));
  return candidates.find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

import { describe, expect, it } from 'vitest';
import type { CheckAnnotation } from './check-annotation.ts';
import { type CheckRunReport, type CheckRunState, publishCheckRun } from './publish-check-run.ts';
import { openClient } from './testing/open-client.ts';
import { commit } from './testing/sample-answers.ts';
import { type ScriptedAnswer, startScriptedServer } from './testing/scripted-server.ts';

const SHA = commit('a');
const RUNS = `/repos/acme/catalog/commits/${SHA}/check-runs`;
const CREATE = '/repos/acme/catalog/check-runs';
const runPath = (id: number) => `${CREATE}/${id}`;
const red = { status: 'completed', conclusion: 'failure' } as const;
const green = { status: 'completed', conclusion: 'success' } as const;
const waiting = { status: 'in_progress' } as const;

const annotation = (line: number): CheckAnnotation => ({
  path: 'catalog/apps/a/app.yaml',
  start_line: line,
  end_line: line,
  annotation_level: 'failure',
  title: 'org/x',
  message: `Line ${line}`,
});
const annotations = (count: number) => Array.from({ length: count }, (_, index) => annotation(index + 1));
const report = (state: CheckRunState, count = 0): CheckRunReport => ({
  ...state,
  name: 'Souk',
  sha: SHA,
  appSlug: 'souk',
  externalId: 'pull-12',
  title: 'Title',
  summary: 'Summary',
  text: 'Text',
  detailsUrl: 'https://example.com/run',
  annotations: annotations(count),
});
const run = (id: number, state: object, changes: object = {}) => ({
  id,
  name: 'Souk',
  head_sha: SHA,
  external_id: 'pull-12',
  app: { slug: 'souk' },
  conclusion: null,
  output: { annotations_count: 0 },
  ...state,
  ...changes,
});
const list = (...runs: readonly object[]): ScriptedAnswer => ({
  body: { total_count: runs.length, check_runs: runs },
});

interface Write {
  readonly did: string;
  readonly state: unknown;
  readonly lines: readonly number[];
}

async function publish(
  wanted: CheckRunReport,
  listed: readonly ScriptedAnswer[],
  script: Record<string, readonly ScriptedAnswer[]> = {},
): Promise<readonly Write[]> {
  await using server = await startScriptedServer({
    [`GET ${RUNS}`]: listed,
    [`POST ${CREATE}`]: [{ status: 201, body: { id: 9 } }],
    [`PATCH ${runPath(5)}`]: [{ body: { id: 5 } }],
    [`PATCH ${runPath(9)}`]: [{ body: { id: 9 } }],
    ...script,
  });
  await publishCheckRun(openClient(server.origin), wanted);
  return server.received
    .filter(({ method }) => method !== 'GET')
    .map(({ method, url, body }) => writeOf(`${method} ${url}`, body));
}

function writeOf(did: string, body: unknown): Write {
  const { status, conclusion, output } = JSON.parse(JSON.stringify(body));
  return {
    did,
    state: conclusion ?? status,
    lines: (output?.annotations ?? []).map(({ start_line }: { start_line: number }) => start_line),
  };
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('when a check run is published', () => {
  it.each<[name: string, known: readonly object[]]>([
    ['there is none', []],
    ['one of another app has the name', [run(5, waiting, { app: { slug: 'eve' } })]],
    ['a job of a workflow has the name', [run(5, waiting, { external_id: 'f0a1' })]],
    ['one of another commit', [run(5, waiting, { head_sha: commit('b') })]],
    ['a green one is to become open', [run(5, green)]],
  ])('creates one: %s', async (_name, known) => {
    const writes = await publish(report(waiting), [list(...known)]);
    expect(writes).toEqual([{ did: `POST ${CREATE}`, state: 'in_progress', lines: [] }]);
  });

  it.each<[name: string, known: object, wanted: CheckRunState, state: string]>([
    ['an open one stays open', run(5, waiting), waiting, 'in_progress'],
    ['an open one becomes green', run(5, waiting), green, 'success'],
    ['a red one stays red', run(5, red), red, 'failure'],
  ])('updates the one that is there: %s', async (_name, known, wanted, state) => {
    const writes = await publish(report(wanted), [list(run(3, red), known)]);
    expect(writes).toEqual([{ did: `PATCH ${runPath(5)}`, state, lines: [] }]);
  });

  it('sends annotations 50 at a time and the conclusion with the last', async () => {
    expect(await publish(report(green, 120), [list()])).toEqual([
      { did: `POST ${CREATE}`, state: 'in_progress', lines: numbers(1, 50) },
      { did: `PATCH ${runPath(9)}`, state: 'in_progress', lines: numbers(51, 100) },
      { did: `PATCH ${runPath(9)}`, state: 'success', lines: numbers(101, 120) },
    ]);
  });

  it('adds only the annotations that the run does not have', async () => {
    const known = run(5, waiting, { output: { annotations_count: 2 } });
    const script = { [`GET ${runPath(5)}/annotations`]: [{ body: [annotation(1), annotation(2)] }] };
    expect(await publish(report(red, 3), [list(known)], script)).toEqual([
      { did: `PATCH ${runPath(5)}`, state: 'failure', lines: [3] },
    ]);
  });

  it('puts a new run in the place of one with an annotation that no longer holds', async () => {
    const known = run(5, waiting, { output: { annotations_count: 1 } });
    const script = { [`GET ${runPath(5)}/annotations`]: [{ body: [annotation(7)] }] };
    expect(await publish(report(green, 1), [list(known)], script)).toEqual([
      { did: `PATCH ${runPath(5)}`, state: 'cancelled', lines: [] },
      { did: `POST ${CREATE}`, state: 'success', lines: [1] },
    ]);
  });

  it('creates no second run when only the answer got lost', async () => {
    const writes = await publish(report(red), [list(run(5, green)), list(run(5, green), run(9, red))], {
      [`POST ${CREATE}`]: [{ hangsUp: true }],
    });
    expect(writes).toEqual([{ did: `POST ${CREATE}`, state: 'failure', lines: [] }]);
  });

  it('does not take the run before for the one that got lost', async () => {
    const writes = await publish(report(red), [list(run(5, green))], {
      [`POST ${CREATE}`]: [{ hangsUp: true }, { status: 201, body: { id: 9 } }],
    });
    expect(writes.map(({ did }) => did)).toEqual([`POST ${CREATE}`, `POST ${CREATE}`]);
  });

  it('adds no annotation twice when only the answer got lost', async () => {
    const before = run(5, waiting);
    const after = run(5, waiting, { output: { annotations_count: 1 } });
    const writes = await publish(report(red, 1), [list(before), list(after)], {
      [`PATCH ${runPath(5)}`]: [{ status: 502, body: {} }],
      [`GET ${runPath(5)}/annotations`]: [{ body: [annotation(1)] }],
    });
    expect(writes).toEqual([{ did: `PATCH ${runPath(5)}`, state: 'failure', lines: [1] }]);
  });
});

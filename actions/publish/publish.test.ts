import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { parsePublication } from './publication.ts';
import { renderPublished } from './render-published.ts';
import { waitForPublication } from './wait-for-publication.ts';

const commit = 'a'.repeat(40);

describe('when the controller is asked about a commit', () => {
  it.each<[string, [status: number, body: string][], object]>([
    ['it has it', [[200, answer({ revision: 7 })]], { state: 'published', revision: '7', left: [] }],
    [
      'it has it at the third time',
      [
        [503, ''],
        [202, ''],
        [200, answer({ revision: 'r7' })],
      ],
      { state: 'published', revision: 'r7', left: [] },
    ],
    ['it never has it', [], { state: 'late' }],
    [
      'it is about another commit',
      [[200, JSON.stringify({ commit: 'b'.repeat(40), revision: 1 })]],
      { state: 'broken', reason: 'its answer is about another commit' },
    ],
    ['a page answers', [[200, '<html>']], { state: 'broken', reason: 'its answer is no JSON object' }],
    ['it is not there', [[404, '']], { state: 'broken', reason: 'it answers with HTTP 404' }],
    ['it sends elsewhere', [[302, '']], { state: 'broken', reason: 'it answers with HTTP 302' }],
    [
      'its answer is endless',
      [[200, answer({ revision: 7, more: 'x'.repeat(2 * 1024 * 1024) })]],
      { state: 'broken', reason: 'its answer is no JSON object' },
    ],
    [
      'something was left out',
      [[200, answer({ revision: 7, unreadable: [{ path: 'catalog/a.yaml', line: 3, message: 'Bad.' }, 1] })]],
      {
        state: 'published',
        revision: '7',
        left: [
          { path: 'catalog/a.yaml', line: 3, message: 'Bad.' },
          { path: 'a file', line: undefined, message: 'The controller does not say why.' },
        ],
      },
    ],
  ])('returns what it says: %s', async (_name, answers, publication) => {
    await using controller = await startController(answers);
    const { now, pause } = createTime();
    const waiting = { url: new URL(controller.url), commit, seconds: 10, now, pause };
    expect(await waitForPublication(waiting)).toEqual(publication);
    expect(controller.asked[0]).toBe(`/souk/api/v1/wait?commit=${commit}&timeout=10`);
  });

  it('returns that it is late when nobody is there', async () => {
    const { now, pause } = createTime();
    const waiting = { url: new URL('http://127.0.0.1:1/'), commit, seconds: 5, now, pause };
    expect(await waitForPublication(waiting)).toEqual({ state: 'late' });
  });
});

describe('when a publication is told', () => {
  it('neither mentions nor marks up what the controller says', () => {
    const hostile = '<!-- souk:published -->\n@acme/security [x](https://e.example) ::error::x';
    const left = [{ path: `catalog/\`x\`${hostile}`, line: 1, message: hostile }];
    const { comment, status } = renderPublished({ state: 'published', revision: hostile, left }, commit);
    const outsideCode = comment.replace(/(`+)[^`][\s\S]*?\1/g, '');
    expect(outsideCode).not.toMatch(/<!--|@acme|\]\(/);
    expect(status.state).toBe('failure');
    expect(status.description.length).toBeLessThanOrEqual(140);
  });

  it.each([
    [{ state: 'late' } as const, 'pending'],
    [{ state: 'broken', reason: 'it answers with HTTP 404' } as const, 'error'],
    [{ state: 'published', revision: '7', left: [] } as const, 'success'],
  ])('is no failure of the author: %o', (publication, state) => {
    expect(renderPublished(publication, commit).status.state).toBe(state);
  });

  it('stays small however much was left out', () => {
    const item = { path: '`'.repeat(10_000), line: 1, message: '&'.repeat(10_000) };
    const unreadable = Array.from({ length: 2_000 }, () => item);
    const publication = parsePublication({ commit, revision: 1, unreadable }, commit);
    expect(renderPublished(publication, commit).comment.length).toBeLessThan(60_000);
  });
});

/** Time that passes by pauses only. */
function createTime() {
  let time = 0;
  const pause = async (milliseconds: number): Promise<void> => {
    time += milliseconds;
  };
  return { now: () => time, pause };
}

function answer(parts: object): string {
  return JSON.stringify({ commit, ...parts });
}

async function startController(answers: readonly [number, string][]) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const [status, body] = answers[asked.length] ?? [503, ''];
    asked.push(request.url ?? '');
    response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/souk`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

import { describe, expect, it } from 'vitest';
import { listCommitAuthors } from './list-commit-authors.ts';
import { openClient } from './testing/open-client.ts';
import { pull, user } from './testing/sample-answers.ts';
import { startScriptedServer } from './testing/scripted-server.ts';

const ana = { id: 7, login: 'ana' };
const ben = { id: 8, login: 'ben' };
const by = (author: object | null, committer: object | null = author) => ({ author, committer });

describe('when the authors of commits are listed', () => {
  it.each<[name: string, commits: readonly object[], total: number, authors: object]>([
    ['one', [by(ana)], 1, { accounts: [ana], complete: true }],
    ['author and committer', [by(user(7, 'ana'), ben)], 1, { accounts: [ana, ben], complete: true }],
    ['the same again', [by(ana), by(ben, ana)], 2, { accounts: [ana, ben], complete: true }],
    ['an address of no account', [by(null), by({})], 2, { accounts: [], complete: true }],
    ['as many as the API gives', Array(250).fill(by(ana)), 250, { accounts: [ana], complete: true }],
    ['more than the API gives', Array(250).fill(by(ana)), 251, { accounts: [ana], complete: false }],
  ])('returns each once and whether these are all: %s', async (_name, commits, total, authors) => {
    await using server = await startScriptedServer({
      'GET /repos/acme/catalog/pulls/12/commits': [{ body: commits }],
      'GET /repos/acme/catalog/pulls/12': [{ body: pull({ commits: total }) }],
    });
    expect(await listCommitAuthors(openClient(server.origin), 12)).toEqual(authors);
  });
});

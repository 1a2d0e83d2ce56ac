import { describe, expect, it } from 'vitest';
import { addAssignees } from './add-assignees.ts';
import { commentOnIssue } from './comment-on-issue.ts';
import { createIssue } from './create-issue.ts';
import { listIssues } from './list-issues.ts';
import { openClient } from './testing/open-client.ts';
import { user } from './testing/sample-answers.ts';
import { type ScriptedAnswer, startScriptedServer } from './testing/scripted-server.ts';
import { updateIssue } from './update-issue.ts';

const ISSUES = '/repos/acme/catalog/issues';
const COMMENTS = `${ISSUES}/4/comments`;
const lost: ScriptedAnswer = { hangsUp: true };
const issue = (number: number, changes: object = {}) => ({
  number,
  title: 'New advisory',
  body: 'Details',
  state: 'open',
  user: user(7, 'ana'),
  labels: [{ name: 'advisory' }, 'old', { name: null }],
  created_at: '2026-11-01T10:00:00Z',
  ...changes,
});
const fresh = { title: 'New advisory', body: 'Details', labels: ['advisory'] };

describe('when issues are listed', () => {
  it('leaves pull requests out', async () => {
    const body = [
      issue(4),
      issue(5, { pull_request: {} }),
      issue(6, { body: null, user: null, state: 'closed' }),
    ];
    await using server = await startScriptedServer({ [`GET ${ISSUES}`]: [{ body }] });
    const read = {
      title: 'New advisory',
      body: 'Details',
      state: 'open',
      author: { id: 7, login: 'ana' },
      labels: ['advisory', 'old'],
      createdAt: '2026-11-01T10:00:00Z',
    };
    expect(await listIssues(openClient(server.origin), { label: 'advisory', state: 'all' })).toEqual([
      { ...read, number: 4 },
      { ...read, number: 6, body: '', author: undefined, state: 'closed' },
    ]);
  });
});

describe('when an issue is created', () => {
  it.each<[name: string, newest: readonly object[], sent: number]>([
    ['it is there', [issue(4)], 1],
    ['it is not there', [issue(4, { body: 'Other' }), issue(3, { title: 'Other' })], 2],
  ])('looks before it sends again when the answer got lost: %s', async (_name, newest, sent) => {
    await using server = await startScriptedServer({
      [`POST ${ISSUES}`]: [lost, { status: 201, body: issue(4) }],
      [`GET ${ISSUES}`]: [{ body: newest }],
    });
    expect(await createIssue(openClient(server.origin), fresh)).toBe(4);
    expect(server.asked().filter((line) => line === `POST ${ISSUES}`)).toHaveLength(sent);
    expect(server.received[0]?.body).toEqual(fresh);
  });
});

describe('when an issue is commented on', () => {
  it.each<[name: string, comments: readonly object[], sent: number]>([
    [
      'it is there',
      [
        { id: 1, body: 'Before' },
        { id: 2, body: 'Done.' },
      ],
      1,
    ],
    [
      'something else came last',
      [
        { id: 1, body: 'Done.' },
        { id: 2, body: 'Thanks' },
      ],
      2,
    ],
  ])('looks before it sends again when the answer got lost: %s', async (_name, comments, sent) => {
    await using server = await startScriptedServer({
      [`POST ${COMMENTS}`]: [lost, { status: 201, body: { id: 3 } }],
      [`GET ${COMMENTS}`]: [{ body: comments }],
    });
    await commentOnIssue(openClient(server.origin), 4, 'Done.');
    expect(server.asked().filter((line) => line === `POST ${COMMENTS}`)).toHaveLength(sent);
  });
});

describe('when an issue is changed', () => {
  it('sends only what is to change', async () => {
    await using server = await startScriptedServer({ [`PATCH ${ISSUES}/4`]: [{ body: issue(4) }] });
    await updateIssue(openClient(server.origin), 4, { state: 'closed' });
    expect(server.received[0]?.body).toEqual({ state: 'closed' });
  });
});

describe('when people are assigned', () => {
  it('returns those that GitHub did not take', async () => {
    const logins = ['Ana', 'eve', ...Array.from({ length: 9 }, (_, index) => `p${index}`)];
    const assignees = ['ana', ...logins.slice(2, 10)].map((login, index) => user(index + 1, login));
    await using server = await startScriptedServer({
      [`POST ${ISSUES}/4/assignees`]: [{ status: 201, body: issue(4, { assignees }) }],
    });
    expect(await addAssignees(openClient(server.origin), 4, logins)).toEqual(['eve', 'p8']);
    expect(server.received[0]?.body).toEqual({ assignees: logins.slice(0, 10) });
  });
});

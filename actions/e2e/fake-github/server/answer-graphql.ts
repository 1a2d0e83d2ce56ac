import { nodeIdOf } from '../answers/render-pull.ts';
import { Refusal } from '../operations/operation.ts';
import { allPulls } from '../operations/pull-operations.ts';
import { enqueuePull } from '../state/merge-queue.ts';
import { headOf, type PullRequest } from '../state/pull-head.ts';
import type { Caller, World } from '../state/world.ts';
import { type Answer, errorAnswer } from './answer.ts';
import { grants } from './authorise.ts';

interface GraphqlRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** The two things that are asked by GraphQL: queueing a pull request, and how it stands with the queue. */
export async function answerGraphql(world: World, caller: Caller, request: GraphqlRequest): Promise<Answer> {
  const { query } = request;
  if (/^\s*mutation\b/.test(query) && query.includes('enqueuePullRequest')) {
    return answerEnqueue(world, caller, request);
  }
  if (/\bnode\s*\(/.test(query)) {
    const pull = pullOf(world, argument(request, 'id'));
    return {
      status: 200,
      body: { data: { node: pull === undefined ? null : await renderNode(world, pull) } },
    };
  }
  return errorAnswer(400, 'The fake answers enqueuePullRequest and node(id:) only.');
}

async function answerEnqueue(world: World, caller: Caller, request: GraphqlRequest): Promise<Answer> {
  const refuse = (type: string, message: string): Answer => ({
    status: 200,
    body: { data: { enqueuePullRequest: null }, errors: [{ type, path: ['enqueuePullRequest'], message }] },
  });
  if (!grants(caller.permissions, 'contents:write') || !grants(caller.permissions, 'pull_requests:write')) {
    return refuse('FORBIDDEN', 'Resource not accessible by integration');
  }
  const id = argument(request, 'pullRequestId');
  const pull = pullOf(world, id);
  if (pull === undefined)
    return refuse('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
  try {
    const expected = argument(request, 'expectedHeadOid');
    const position = await enqueuePull(world, pull, { by: caller.user, expected });
    const entry = { position, state: 'QUEUED', estimatedTimeToMerge: position * 300 };
    return { status: 200, body: { data: { enqueuePullRequest: { mergeQueueEntry: entry } } } };
  } catch (error) {
    if (error instanceof Refusal) return refuse('UNPROCESSABLE', error.message);
    throw error;
  }
}

/** Value of an argument that a query takes from its variables, alone or in an input object. */
function argument({ query, variables = {} }: GraphqlRequest, name: string): string | undefined {
  const variable = new RegExp(`\\b${name}\\s*:\\s*\\$(\\w+)`).exec(query)?.[1];
  const input = variables['input'];
  const value =
    variable !== undefined
      ? variables[variable]
      : typeof input === 'object' && input !== null
        ? Object.entries(input).find(([key]) => key === name)?.[1]
        : undefined;
  return typeof value === 'string' ? value : undefined;
}

function pullOf(world: World, id: string | undefined): PullRequest | undefined {
  return allPulls(world).find(({ number }) => nodeIdOf(number) === id);
}

async function renderNode(world: World, pull: PullRequest): Promise<Record<string, unknown>> {
  const position = world.queue.findIndex(({ number }) => number === pull.number) + 1;
  return {
    id: nodeIdOf(pull.number),
    number: pull.number,
    headRefOid: await headOf(world, pull),
    isInMergeQueue: position > 0,
    mergeQueueEntry:
      position === 0 ? null : { position, state: 'QUEUED', estimatedTimeToMerge: position * 300 },
  };
}

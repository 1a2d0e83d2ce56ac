import type { ApiOperation } from '../document/api-document.ts';
import { parametersOf, responseOf } from '../document/api-document.ts';
import { complete } from '../document/complete.ts';
import type { OperationValidator } from '../document/operation-validator.ts';
import type { Route } from '../document/route-operation.ts';
import { type AnyOperation, Refusal, type Reply } from '../operations/operation.ts';
import { operationOf } from '../operations/operations.ts';
import type { Caller, World } from '../state/world.ts';
import { type Answer, errorAnswer } from './answer.ts';
import { authorise } from './authorise.ts';
import { cutPage } from './cut-page.ts';

export interface RequestParts {
  readonly url: URL;
  readonly route: Route;
  readonly body: unknown;
  readonly caller: Caller;
}

export interface AnswerContext {
  readonly world: World;
  readonly validator: OperationValidator;
  /** Is told of requests and answers that are not as GitHub's document wants them. */
  readonly violation: (text: string) => void;
}

/** The answer to a request of a known caller, checked on its way in and out. */
export async function answerRequest(context: AnswerContext, request: RequestParts): Promise<Answer> {
  const { operation } = request.route;
  const doer = operationOf(operation.operationId);
  if (doer === undefined) {
    context.violation(`The fake has no ${operation.operationId}`);
    return errorAnswer(501, `The fake has no ${operation.operationId}.`);
  }
  const answer = await answerUnchecked(context, request, doer);
  const problems = context.validator.response(operation, answer.status, answer.body);
  if (problems.length === 0) return answer;
  context.violation(`${operation.operationId} answers ${answer.status} wrongly: ${problems.join('; ')}`);
  return errorAnswer(500, `The fake broke the schema of ${operation.operationId}: ${problems.join('; ')}`);
}

async function answerUnchecked(
  context: AnswerContext,
  request: RequestParts,
  doer: AnyOperation,
): Promise<Answer> {
  const { world, validator, violation } = context;
  const { url, route, body, caller } = request;
  const { operation, path } = route;
  const id = operation.operationId;
  const query: Record<string, unknown> = Object.fromEntries(url.searchParams);
  const problems = [
    ...validator.parameters(operation, 'path', path),
    ...validator.parameters(operation, 'query', query),
    ...validator.body(operation, body),
  ];
  if (problems.length > 0) {
    violation(`${id} was asked wrongly: ${problems.join('; ')}`);
    return errorAnswer(422, `Invalid request.\n\n${problems.join('\n')}`);
  }
  try {
    authorise(world, caller, doer, path);
    const reply = await doer.handle(asCall({ path, query, body, caller, world }));
    return finish(world, operation, reply, request, query);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return errorAnswer(error.status, error.message, error.fields);
  }
}

/** What reaches it was validated against the schemas that the types of calls are generated from. */
function asCall(call: object): never {
  return call as never;
}

function finish(
  world: World,
  operation: ApiOperation,
  reply: Reply,
  { url }: RequestParts,
  query: Readonly<Record<string, unknown>>,
): Answer {
  const { status, body, headers } =
    'list' in reply ? pageOf(world, operation, reply, url, query) : { ...reply, headers: {} };
  const { schema } = responseOf(world.document, operation, status);
  if (schema === undefined || body === undefined) return { status, headers };
  return { status, headers, body: complete(world.document, schema, body) };
}

function pageOf(
  world: World,
  operation: ApiOperation,
  { list, envelope }: Extract<Reply, { list: unknown }>,
  url: URL,
  query: Readonly<Record<string, unknown>>,
) {
  const paged = parametersOf(world.document, operation).some(({ name }) => name === 'per_page');
  const { items, headers } = cutPage(list, { url, perPage: query['per_page'], page: query['page'], paged });
  return { status: 200, headers, body: envelope === undefined ? items : envelope(items) };
}

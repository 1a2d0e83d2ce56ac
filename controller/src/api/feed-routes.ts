import { PassThrough } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ChangePage, openChangeFeed } from '../events/change-feed.ts';
import type { FeedBounds } from '../events/feed-bounds.ts';
import { formatCursor, parseCursor, placeCursor } from '../events/feed-cursor.ts';
import { WakeUps } from '../events/wake-ups.ts';
import { problemAnswers } from './answers.ts';
import type { ApiPorts } from './api-ports.ts';
import { changeBody } from './change-body.ts';
import { type ChangeStreamPorts, streamChanges } from './change-stream.ts';
import { ChangeQuery } from './feed-schemas.ts';
import type { HeldRequests } from './held-requests.ts';
import { ApiProblem } from './problems.ts';
import { seenFeed } from './seen-feed.ts';
import type { ViewerOf } from './viewer-of.ts';

type FeedPorts = Pick<ApiPorts, 'registry' | 'db' | 'clock' | 'subscribe'> & { readonly viewerOf: ViewerOf };

const EVENT_STREAM = 'text/event-stream';

/** The ordered list of everything that changes, as pages and as a stream. */
export function addFeedRoutes(
  api: FastifyInstance,
  { registry, viewerOf, db, clock, subscribe }: FeedPorts,
  held: HeldRequests,
): void {
  const feed = openChangeFeed(db, subscribe);
  api.addHook('onClose', async () => feed.close());
  const portsFor = (request: FastifyRequest) => {
    const viewer = viewerOf(request);
    const seen = viewer === 'everything' ? feed : seenFeed(feed, registry.seenBy(viewer));
    return { feed: seen, clock, subscribe };
  };
  const forms = {
    'application/json': { schema: { $ref: 'ChangeList#' } },
    [EVENT_STREAM]: { schema: { type: 'string' } },
  };

  api.get<{ Querystring: ChangeQuery }>(
    '/api/v1/changes',
    {
      schema: {
        tags: ['registry'],
        operationId: 'listChanges',
        summary: 'Follow what changes',
        description: [
          'Every entity that was added, modified or removed, in order. To keep a copy: take the cursor of',
          '`since=now`, read the entities, then follow from that cursor; a change may be told of that the copy has.',
          `With \`Accept: ${EVENT_STREAM}\` the same comes as server-sent events named \`change\`;`,
          '`Last-Event-ID` goes before `since`.',
        ].join(' '),
        querystring: ChangeQuery,
        response: {
          200: { description: 'A stretch of the feed, or all that follows.', content: forms },
          ...problemAnswers(400, 410, 503),
        },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store').header('vary', 'accept');
      const ports = portsFor(request);
      const bounds = await feed.bounds();
      const streams = request.method === 'GET' && wantsStream(request);
      const after = startOf(bounds, (streams && lastEventId(request)) || request.query.since);
      if (!streams) return readPage(ports, request.query, after, reply, held);
      return openStream(ports, { epoch: bounds.epoch, after }, reply, held);
    },
  );
}

async function readPage(
  { feed, clock, subscribe }: ChangeStreamPorts,
  { limit, wait }: ChangeQuery,
  after: number,
  reply: FastifyReply,
  held: HeldRequests,
) {
  const first = await feed.read(after, limit);
  if (first.changes.length > 0 || wait === 0) return pageBody(first);
  const ended = held.hold(reply);
  const wakeUps = new WakeUps(subscribe, clock, ended);
  const end = clock.now().getTime() + wait * 1_000;
  try {
    for (let from = first.next; ; ) {
      wakeUps.attend();
      const page = await feed.read(from, limit);
      if (page.changes.length > 0 || ended.aborted) return pageBody(page);
      from = page.next;
      if (!(await wakeUps.rest(end - clock.now().getTime()))) return pageBody(page);
    }
  } finally {
    wakeUps.stop();
  }
}

function openStream(
  ports: ChangeStreamPorts,
  start: { readonly epoch: string; readonly after: number },
  reply: FastifyReply,
  held: HeldRequests,
): FastifyReply {
  const ended = held.hold(reply);
  const target = new PassThrough();
  // A client that leaves is no fault; the signal says so as well.
  target.on('error', () => {});
  streamChanges(target, ports, start, ended).catch((error: unknown) => {
    reply.log.error({ err: error }, 'a stream of changes broke off');
    target.destroy();
  });
  return (
    reply
      .type(EVENT_STREAM)
      .header('cache-control', 'no-store, no-transform')
      // Proxies of the nginx family hold answers back otherwise.
      .header('x-accel-buffering', 'no')
      .send(target)
  );
}

function startOf(bounds: FeedBounds, since: string | undefined): number {
  if (since === 'now') return bounds.newest;
  if (since === undefined) return bounds.oldest - 1;
  const cursor = parseCursor(since);
  if (cursor === undefined)
    throw new ApiProblem('invalid-request', `"${since.slice(0, 80)}" is no cursor of the change feed.`);
  const start = placeCursor(cursor, bounds);
  if (start.ok) return start.after;
  throw new ApiProblem(
    'feed-expired',
    `${start.reason} Take a new cursor with since=now, read everything anew, and follow from that cursor.`,
  );
}

function pageBody({ bounds: { epoch }, changes, next }: ChangePage) {
  return {
    items: changes.map((change) => changeBody(change, epoch)),
    nextCursor: formatCursor(epoch, next),
  };
}

/** Of the two forms, the one that the client names first; pages when it names neither. */
function wantsStream({ headers }: FastifyRequest): boolean {
  const types = (headers.accept ?? '').split(',').map((range) => range.split(';')[0]?.trim().toLowerCase());
  return types.find((type) => type === EVENT_STREAM || type === 'application/json') === EVENT_STREAM;
}

function lastEventId({ headers }: FastifyRequest): string | undefined {
  const id = headers['last-event-id'];
  return typeof id === 'string' && id !== '' ? id : undefined;
}

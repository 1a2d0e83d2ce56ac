import type { FastifyInstance } from 'fastify';
import { WakeUps } from '../events/wake-ups.ts';
import { findPublished } from '../registry/find-published.ts';
import { countHeldRemovals } from '../registry/held-removals.ts';
import { readLeftOut } from '../registry/read-left-out.ts';
import { formatRevision, revisionNumber } from '../registry/revision.ts';
import { answers, success } from './answers.ts';
import type { ApiPorts } from './api-ports.ts';
import type { HeldRequests } from './held-requests.ts';
import { ApiProblem } from './problems.ts';
import { PublishedCommit, UnpublishedCommit, WaitQuery } from './wait-schemas.ts';

type WaitPorts = Pick<ApiPorts, 'db' | 'clock' | 'registry' | 'subscribe' | 'isAncestorOfApplied'>;

const MOST_FILES = 100;
const RETRY_SECONDS = 1;

/** Answers when a commit has become what the registry serves. */
export function addWaitRoutes(api: FastifyInstance, ports: WaitPorts, held: HeldRequests): void {
  api.get<{ Querystring: WaitQuery }>(
    '/api/v1/wait',
    {
      schema: {
        tags: ['registry'],
        operationId: 'waitForCommit',
        summary: 'Wait until a commit is published',
        description:
          'Answers 200 as soon as the registry has gone through the commit and this address serves the result, and 202 when the time is over.',
        querystring: WaitQuery,
        response: { ...success(202, UnpublishedCommit), ...answers(200, PublishedCommit, 400, 503) },
      },
    },
    async ({ query }, reply) => {
      reply.header('cache-control', 'no-store');
      const commit = query.commit.toLowerCase();
      const published = await waitFor(commit, query.timeout * 1_000, ports, held.hold(reply));
      if (published !== undefined) return publishedBody(ports, published);
      reply.code(202).header('retry-after', String(RETRY_SECONDS));
      const cursor = await readHeld(ports);
      return { commit, revision: ports.registry.revision, applied: cursor.commit ?? undefined };
    },
  );
}

interface Published {
  readonly commit: string;
  readonly revision: number;
}

/** Undefined when the time is over first. */
async function waitFor(
  commit: string,
  timeoutMs: number,
  ports: WaitPorts,
  ended: AbortSignal,
): Promise<Published | undefined> {
  const { clock, registry, subscribe } = ports;
  const wakeUps = new WakeUps(subscribe, clock, ended);
  const end = clock.now().getTime() + timeoutMs;
  const find = finderOf(commit, ports);
  try {
    for (;;) {
      wakeUps.attend();
      const published = await find();
      // The store may be ahead of what this process serves.
      if (published !== undefined && published.revision <= revisionNumber(registry.revision))
        return published;
      const more = await wakeUps.rest(end - clock.now().getTime());
      if (!more || ended.aborted) return undefined;
    }
  } finally {
    wakeUps.stop();
  }
}

/** Looks for one commit again and again; asks Git only when the registry holds another commit than at the last look. */
function finderOf(commit: string, ports: WaitPorts): () => Promise<Published | undefined> {
  const { db, isAncestorOfApplied } = ports;
  const isFull = commit.length === 40 || commit.length === 64;
  let asked: string | null = null;
  return async () => {
    const found = await findPublished(db, commit);
    switch (found.state) {
      case 'applied':
        return found;
      case 'ambiguous':
        throw new ApiProblem(
          'invalid-request',
          `Several commits begin with ${commit}. Give more of its digits.`,
        );
      case 'unknown': {
        if (!isFull || isAncestorOfApplied === undefined) return undefined;
        const cursor = await readHeld(ports);
        if (cursor.commit === asked) return undefined;
        if (await isAncestorOfApplied(commit)) return { commit, revision: cursor.revision };
        asked = cursor.commit;
        return undefined;
      }
    }
  };
}

function readHeld({ db }: WaitPorts) {
  return db.selectFrom('sync_cursor').select(['commit', 'revision']).executeTakeFirstOrThrow();
}

async function publishedBody({ db, registry }: WaitPorts, { commit, revision }: Published) {
  const [unreadable, held] = await Promise.all([readLeftOut(db, MOST_FILES), countHeldRemovals(db)]);
  const epoch = registry.revision.slice(0, registry.revision.lastIndexOf('.'));
  return {
    commit,
    revision: formatRevision(epoch, revision),
    unreadable: unreadable.length === 0 ? undefined : unreadable,
    held: held === 0 ? undefined : held,
  };
}

import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RefreshGate } from '../events/refresh-gate.ts';
import { answers } from './answers.ts';
import type { ApiPorts } from './api-ports.ts';
import { namesOtherBranch } from './names-other-branch.ts';
import { ApiProblem } from './problems.ts';
import { readSignedBody } from './read-signed-body.ts';
import { NoQuery } from './request-schemas.ts';
import { Refreshing } from './status-schemas.ts';

type HookPorts = Pick<ApiPorts, 'clock' | 'status' | 'webhookSecret'>;

const hookAnswers: Record<string, unknown> = {
  ...answers(202, Refreshing, 400, 401, 403, 404, 413),
  204: { type: 'null', description: 'Nothing follows from it.' },
};

/** Where GitHub tells of pushes. What it tells is never believed: it only makes the leader look for itself. */
export async function addHookRoutes(
  api: FastifyInstance,
  ports: HookPorts,
  refreshes: RefreshGate,
): Promise<void> {
  await api.register(async (hooks) => {
    hooks.removeAllContentTypeParsers();
    // The signature is about the bytes as they came.
    hooks.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    hooks.post(
      '/hooks/github',
      {
        schema: {
          tags: ['operation'],
          operationId: 'receiveGitHubWebhook',
          summary: 'Take a webhook of GitHub',
          description:
            'A push to the branch that is followed makes the registry look at its source; 204 for anything else. A body over 1 MiB wakes without being looked into; one over 25 MiB is refused.',
          querystring: NoQuery,
          response: hookAnswers,
        },
      },
      async (request, reply) => {
        const text = await readGenuine(request, ports.webhookSecret);
        const isPush = request.headers['x-github-event'] === 'push';
        if (!isPush || namesOtherBranch(text, ports.status().branch)) return reply.code(204).send();
        const requestedAt = ports.clock.now().toISOString();
        await refreshes.ask();
        return reply.code(202).send({ accepted: true, requestedAt });
      },
    );
  });
}

async function readGenuine(
  { headers, body }: FastifyRequest,
  secret: string | undefined,
): Promise<string | undefined> {
  if (secret === undefined)
    throw new ApiProblem(
      'not-found',
      'Webhooks of GitHub are not set up here: SOUK_WEBHOOK_SECRET is not set.',
    );
  const signature = headers['x-hub-signature-256'];
  const given = typeof signature === 'string' ? signature : undefined;
  const read = await readSignedBody(body instanceof Readable ? body : Readable.from([]), given, secret);
  switch (read.state) {
    case 'genuine':
      return read.text;
    case 'forged':
      throw new ApiProblem(
        'invalid-signature',
        given === undefined
          ? 'X-Hub-Signature-256 is missing. Give the webhook the same secret on GitHub as in SOUK_WEBHOOK_SECRET.'
          : 'X-Hub-Signature-256 does not fit the body. The secret on GitHub has to be that in SOUK_WEBHOOK_SECRET.',
      );
    case 'too-large':
      throw new ApiProblem('payload-too-large', 'A webhook of GitHub is at most 25 MiB large.');
  }
}

import type { FastifyInstance } from 'fastify';
import { type BillingMonth, readBillingMonths } from '../billing/read-billing-months.ts';
import { readStays, type Stay, secondsOf } from '../billing/read-presences.ts';
import { renderPresencePage } from '../billing/render/render-presence-page.ts';
import { answerFormat } from './answer-format.ts';
import { answers } from './answers.ts';
import type { ApiPorts } from './api-ports.ts';
import { BillingMonthList, PresenceList, PresencesQuery } from './billing-schemas.ts';
import { parseWindow } from './parse-window.ts';
import { NoQuery } from './request-schemas.ts';
import { pageAnswers, sendPage } from './send-page.ts';

const tags = ['billing'];

/** What bills are made of, beside usage. */
export function addBillingRoutes(
  api: FastifyInstance,
  { db, clock, registry }: Pick<ApiPorts, 'db' | 'clock' | 'registry'>,
): void {
  api.get(
    '/api/v1/billing/months',
    {
      schema: {
        tags,
        operationId: 'listBillingMonths',
        summary: 'Read how billing stands',
        description: 'Every month of which anything is known, and what keeps one from being closed.',
        querystring: NoQuery,
        response: answers(200, BillingMonthList, 400),
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      return { items: (await readBillingMonths(db, clock.now())).map(monthBody) };
    },
  );

  api.get<{ Querystring: PresencesQuery }>(
    '/api/v1/billing/presences',
    {
      schema: {
        tags,
        operationId: 'listPresences',
        summary: 'Read when an installation was there',
        description: 'What plan fees and instance hours are made of.',
        querystring: PresencesQuery,
        response: pageAnswers(answers(200, PresenceList, 400)),
      },
    },
    async ({ query: { installation, format, ...request }, headers }, reply) => {
      const window = parseWindow(request);
      const stays = await readStays(db, window, clock.now(), installation);
      reply.header('cache-control', 'no-store').header('vary', 'accept');
      if (answerFormat(format, headers.accept, ['json', 'html']) === 'json')
        return { items: stays.map(stayBody) };
      const marketplace = registry.marketplace()?.name ?? 'Souk';
      return sendPage(reply, renderPresencePage(stays, { marketplace, installation, window }));
    },
  );
}

function monthBody({ month, state, cutoff, closedAt, problems }: BillingMonth) {
  return {
    ...{ period: month, state, cutoffAt: new Date(cutoff).toISOString(), closedAt: closedAt?.toISOString() },
    problems: problems.map((problem) => ({ ...problem, period: month })),
  };
}

function stayBody(stay: Stay) {
  const { installation_id, entry_id, version, phase, team, environment, cost_center, from, to } = stay;
  return {
    ...{
      installation: installation_id,
      app: entry_id,
      version,
      phase,
      team,
      environment,
      costCenter: cost_center,
    },
    ...{ from: new Date(from).toISOString(), to: new Date(to).toISOString(), seconds: secondsOf(to - from) },
  };
}

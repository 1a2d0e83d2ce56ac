import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '@souk/model/manifest/manifest.ts';
import { appsOfSize } from '../generate/apps-of-size.ts';
import { type GeneratedFile, generateCatalog } from '../generate/generate-catalog.ts';
import { writeRepository } from '../generate/write-repository.ts';
import { describeMachine } from '../machine/describe-machine.ts';
import { makeQuestions } from './make-questions.ts';
import { startControllerProcess } from './start-controller-process.ts';
import { type Latency, timeRequests } from './time-requests.ts';

export interface SearchOptions {
  readonly sizes: readonly number[];
  /** Questions of each kind. */
  readonly requests: number;
  readonly seed: number;
}

interface SearchFigures {
  readonly facetsMs: Latency;
  readonly searchMs: Latency;
  readonly pageMs: Latency;
  readonly manifests: number;
}

/** Milliseconds that 95 of 100 answers may take with 10,000 manifests. */
const BUDGETS = { facetsMs: 5, searchMs: 10, pageMs: 10 } as const;
const BUDGET_SIZE = 10_000;

/** Times facets, searches and pages over HTTP, on a controller that runs as a process of its own. */
export async function benchSearch(options: SearchOptions): Promise<object> {
  const { cores, node, loadBefore } = describeMachine();
  const search: Record<number, SearchFigures> = {};
  for (const size of options.sizes) search[size] = await measure(size, options);
  return {
    search,
    budgets: judge(search[BUDGET_SIZE]),
    requests: options.requests,
    machine: { cores, node, loadBefore },
  };
}

async function measure(size: number, { requests, seed }: SearchOptions): Promise<SearchFigures> {
  const root = mkdtempSync(join(tmpdir(), 'souk-bench-'));
  try {
    const files = generateCatalog({ apps: appsOfSize(size), seed, invalid: 0 });
    const repo = join(root, 'catalog');
    writeRepository(repo, files);
    const apps = files.flatMap(appOf);
    const controller = await startControllerProcess(repo, join(root, 'data'));
    try {
      // Others than those that count: what a program compiles while it warms up is not what it costs.
      for (const paths of Object.values(makeQuestions(apps, 100, seed + 1)))
        await timeRequests(controller.url, paths);
      const questions = makeQuestions(apps, requests, seed);
      return {
        facetsMs: await timeRequests(controller.url, questions.facets),
        searchMs: await timeRequests(controller.url, questions.search),
        pageMs: await timeRequests(controller.url, questions.page),
        manifests: files.length,
      };
    } finally {
      await controller.stop();
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function appOf({ content }: GeneratedFile): App[] {
  return typeof content === 'object' && content.kind === 'App' ? [content] : [];
}

/** Undefined when the size that is promised for was not measured. */
function judge(figures: SearchFigures | undefined): object | undefined {
  if (figures === undefined) return undefined;
  const names = ['facetsMs', 'searchMs', 'pageMs'] as const;
  return Object.fromEntries(
    names.map((name) => {
      const [p95, budget] = [figures[name].p95, BUDGETS[name]];
      return [`${name}.p95`, { size: BUDGET_SIZE, p95, budget, holds: p95 <= budget }];
    }),
  );
}

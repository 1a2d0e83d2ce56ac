import { resolve } from 'node:path';
import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { GitError } from '@souk/git/git-error.ts';
import { readCommitCatalog } from '@souk/git/read-catalog.ts';
import { openRepository, resolveCommit } from '@souk/git/repository.ts';
import type { Catalog } from '@souk/model/catalog/catalog.ts';
import { closest, quoteList } from '@souk/model/finding/suggest.ts';
import type { Entry, PriceBook } from '@souk/model/manifest/manifest.ts';
import { CostError } from './cost-error.ts';
import { findCostEntry } from './find-cost-entry.ts';
import { proposePrices } from './propose-prices.ts';
import { readPriceFile } from './read-price-file.ts';
import type { CostRequest, CostState } from './run-cost.ts';

/** How the working tree is changed, and what it is compared with. */
export interface CostChanges {
  readonly plan?: string;
  readonly prices?: string;
  readonly base?: string;
}

const WORKING_TREE = 'working tree';

/**
 * What is asked about, the working tree as the options would have it, and what it is compared with: a commit, else the
 * working tree as it is where the options change it.
 *
 * @throws {CostError}
 */
export async function readCostStates(
  app: string,
  changes: CostChanges,
  where: { readonly catalog: Catalog; readonly repo: string; readonly cwd: string },
): Promise<Pick<CostRequest, 'before' | 'after' | 'installed' | 'meteredBy'>> {
  const { catalog, repo, cwd } = where;
  const { prices, base } = changes;
  const here = stateOf(app, catalog, WORKING_TREE);
  const proposed = prices === undefined ? undefined : await readPriceFile(resolve(cwd, prices), prices);
  const after = changeState(here, changes, proposed);
  const compared = after === here ? undefined : here;
  return {
    before: base === undefined ? compared : await readBase(app, repo, base),
    after,
    installed: new Map(catalog.manifestsOf('Installation').map(({ id, app: of }) => [id, of])),
    meteredBy: here.books.length > 0 ? here.books : after.books,
  };
}

function stateOf(app: string, catalog: Catalog, source: string): CostState {
  const entry = findCostEntry(app, catalog);
  const broken = catalog.ofKind('PriceBook').find(({ manifest }) => manifest === undefined);
  if (broken !== undefined)
    throw new CostError(
      'blocked',
      `${broken.path}: there are no prices in a price book that does not satisfy its schema. What is wrong with it: souk check --all --only schema`,
    );
  return { source, entry, books: catalog.manifestsOf('PriceBook') };
}

function changeState(
  here: CostState,
  { plan, prices }: CostChanges,
  proposed: PriceBook | undefined,
): CostState {
  if (plan === undefined && proposed === undefined) return here;
  const books = proposed === undefined ? here.books : [proposePrices(proposed, here.books)];
  const entry = plan === undefined ? here.entry : withPlan(here.entry, plan, books);
  const source = [...(prices === undefined ? [] : [prices]), ...(plan === undefined ? [] : [`plan ${plan}`])];
  return { source: source.join(', '), entry, books };
}

function withPlan(entry: Entry, plan: string, books: readonly PriceBook[]): Entry {
  const known = [...new Set(books.flatMap(({ plans = [] }) => plans.map(({ name }) => name)))];
  if (!known.includes(plan)) {
    const near = closest(plan, known);
    const advice =
      near !== undefined
        ? `Did you mean ${near}?`
        : known.length === 0
          ? 'There are none.'
          : `There are ${quoteList(known)}.`;
    throw new CostError('usage', `--plan: no price book has a plan ${JSON.stringify(plan)}. ${advice}`);
  }
  return { ...entry, billing: { ...entry.billing, plan } };
}

async function readBase(app: string, repo: string, base: string): Promise<CostState | undefined> {
  const { catalog } = await readBaseCatalog(repo, base);
  // What is new costs nothing yet.
  return catalog.getEntry(app) === undefined ? undefined : stateOf(app, catalog, base);
}

async function readBaseCatalog(repo: string, base: string): Promise<CatalogSnapshot> {
  try {
    const repository = await openRepository(repo);
    return await readCommitCatalog(repository, await resolveCommit(repo, base));
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (error.code === 'not-a-repository')
      throw new CostError('usage', `--base needs a catalog that is in a Git repository; ${repo} is in none.`);
    if (error.code === 'unknown-revision') throw new CostError('usage', `--base: ${error.message}`);
    throw error;
  }
}

import type { Config } from '../config.ts';
import type { Day } from '../run/day.ts';
import type { FocusRow } from './charge.ts';
import { parsePage } from './parse-page.ts';
import { readCsv } from './read-csv.ts';

const EXPORT = 'https://cost-export.example.com';
const CALL_MS = 120_000;

/** How far the export of a day is. */
export interface DayStatus {
  readonly complete: boolean;
  readonly missingAccounts: readonly string[];
}

export interface CostExport {
  /** Undefined for a day that there is no export of. */
  readStatus(day: Day): Promise<DayStatus | undefined>;
  readRows(day: Day): AsyncIterable<FocusRow>;
}

/** @param token for the export, or what stands for it: it is sent in a header alone */
export function createCostExport(token: string, source: Config['source']): CostExport {
  const ask = (path: string, accept: string): Promise<Response> =>
    fetch(`${EXPORT}/v1/days/${path}`, {
      headers: { authorization: `Bearer ${token}`, accept },
      redirect: 'manual',
      signal: AbortSignal.timeout(CALL_MS),
    });

  async function* readPages(day: Day): AsyncGenerator<FocusRow> {
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const query = cursor === '' ? '' : `?cursor=${encodeURIComponent(cursor)}`;
      const answer = await ask(`${day}/costs${query}`, 'application/json');
      if (!answer.ok) throw new Error(`The export answered ${answer.status}.`);
      const page = parsePage(await answer.text());
      yield* page.rows;
      if (page.next === cursor) throw new Error('The export goes in a circle.');
      cursor = page.next;
    }
  }

  async function* readTable(day: Day): AsyncGenerator<FocusRow> {
    const answer = await ask(`${day}/costs.csv`, 'text/csv');
    if (!answer.ok || answer.body === null) throw new Error(`The export answered ${answer.status}.`);
    yield* readCsv(answer.body);
  }

  return {
    async readStatus(day) {
      const answer = await ask(day, 'application/json');
      if (answer.status === 404) return undefined;
      if (!answer.ok) throw new Error(`The export answered ${answer.status}.`);
      const { complete, missingAccounts } = (await answer.json()) as Readonly<Record<string, unknown>>;
      const missing = Array.isArray(missingAccounts) ? missingAccounts : [];
      return {
        complete: complete === true,
        missingAccounts: missing.flatMap((name) => (typeof name === 'string' ? [name.slice(0, 100)] : [])),
      };
    },
    readRows: (day) => (source === 'csv' ? readTable(day) : readPages(day)),
  };
}

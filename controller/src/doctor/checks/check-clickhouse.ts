import { openClickHouse } from '../../metering/clickhouse/open-clickhouse.ts';
import type { Check } from '../diagnosis.ts';

const name = 'ClickHouse';

/** Asks ClickHouse for its version, in the database that usage is copied to. */
export const checkClickHouse: Check = {
  name,
  look: async ({ config: { clickHouse } }) => {
    if (clickHouse === undefined)
      return [
        { name, status: 'skip', found: 'no SOUK_CLICKHOUSE_URL: usage is read from where it is counted' },
      ];
    const { url, database } = clickHouse;
    const copy = openClickHouse(clickHouse);
    try {
      const [row] = await copy.query<{ version: string }>('select version() as version', {});
      return [
        { name, status: 'pass', found: `${url} answers with version ${row?.version}, database ${database}` },
      ];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const advice = `Look at SOUK_CLICKHOUSE_URL and the user, and whether the database ${database} is there. Until then usage is read from where it is counted.`;
      return [{ name, status: 'warn', found: `${url}: ${reason}`, advice }];
    } finally {
      await copy.close();
    }
  },
};

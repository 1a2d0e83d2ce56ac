import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import type { ClickHouseConfig } from './clickhouse-config.ts';
import type { ColumnarStore } from './columnar-store.ts';

/** Longer than an answer of it may take: beyond that the ledger is asked. */
const READ_TIMEOUT_MS = 15_000;
const WRITE_TIMEOUT_MS = 60_000;

/** Opens nothing by itself: a server that is away is noticed when it is asked. */
export function openClickHouse({ url, database, username, password }: ClickHouseConfig): ColumnarStore & {
  close(): Promise<void>;
} {
  const client = createClient({
    ...{ url, database, username, password, request_timeout: WRITE_TIMEOUT_MS },
    application: 'souk',
    // What goes wrong is told by whoever asked; the client would write it to the standard output.
    log: { level: ClickHouseLogLevel.OFF },
    compression: { response: false, request: true },
    use_multipart_params_auto: true,
    clickhouse_settings: {
      // What was inserted is to be there when it is answered.
      async_insert: 0,
      // Rows of an earlier round are never seen beside those that replace them.
      final: 1,
      do_not_merge_across_partitions_select_final: 1,
    },
  });
  return {
    query: async <Row>(statement: string, parameters: Parameters<ColumnarStore['query']>[1]) => {
      const answer = await client.query({
        query: statement,
        query_params: { ...parameters },
        format: 'JSONEachRow',
        abort_signal: AbortSignal.timeout(READ_TIMEOUT_MS),
      });
      return answer.json<Row>();
    },
    insert: async (table, values) => {
      await client.insert({ table, values: [...values], format: 'JSONEachRow' });
    },
    run: async (query, parameters) => {
      await client.command({ query, query_params: { ...parameters } });
    },
    close: () => client.close(),
  };
}

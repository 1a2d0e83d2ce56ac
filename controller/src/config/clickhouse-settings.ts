import { isLoopback } from '../api/guard-requests.ts';
import type { ClickHouseConfig } from '../metering/clickhouse/clickhouse-config.ts';
import { matching, type Parsed, textOrNothing } from './parsers.ts';

/** Settings of the ClickHouse that usage is copied to. */
export const clickHouseParsers = {
  SOUK_CLICKHOUSE_URL: parseClickHouseUrl,
  SOUK_CLICKHOUSE_DATABASE: matching(/^[a-z_]\w{0,63}$/i, 'the name of a database, such as souk'),
  SOUK_CLICKHOUSE_USER: textOrNothing,
  SOUK_CLICKHOUSE_PASSWORD: textOrNothing,
};

type Parsers = typeof clickHouseParsers;
type ClickHouseValues = {
  readonly [N in keyof Parsers]: Extract<ReturnType<Parsers[N]>, { value: unknown }>['value'];
};

/** A password goes to that address: without TLS only on this machine. */
function parseClickHouseUrl(text: string | undefined): Parsed<string | undefined> {
  if (text === undefined) return { value: undefined };
  const url = URL.parse(text);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  // The client would take a path for the database, and a search for settings.
  const isPlain =
    url?.username === '' &&
    url.password === '' &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === '';
  return isSafe && isPlain
    ? { value: url.origin }
    : { expected: 'an address such as https://clickhouse.example.com:8443; http:// only of this machine' };
}

/** What is well by itself, and does not go together. */
export function checkClickHouse(values: ClickHouseValues): string[] {
  const names = Object.keys(clickHouseParsers) as (keyof ClickHouseValues)[];
  if (values.SOUK_CLICKHOUSE_URL !== undefined) return [];
  return names
    .filter((name) => values[name] !== undefined)
    .map((name) => `${name} is of no use without SOUK_CLICKHOUSE_URL.`);
}

/** @returns undefined when usage is not copied */
export function assembleClickHouse(values: ClickHouseValues): ClickHouseConfig | undefined {
  const url = values.SOUK_CLICKHOUSE_URL;
  if (url === undefined) return undefined;
  return {
    ...{ url, database: values.SOUK_CLICKHOUSE_DATABASE ?? 'souk' },
    ...{
      username: values.SOUK_CLICKHOUSE_USER ?? 'default',
      password: values.SOUK_CLICKHOUSE_PASSWORD ?? '',
    },
  };
}

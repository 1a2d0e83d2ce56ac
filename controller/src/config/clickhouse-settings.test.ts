import { describe, expect, it } from 'vitest';
import { assembleClickHouse, checkClickHouse, clickHouseParsers } from './clickhouse-settings.ts';

const none = {
  ...{ SOUK_CLICKHOUSE_URL: undefined, SOUK_CLICKHOUSE_DATABASE: undefined },
  ...{ SOUK_CLICKHOUSE_USER: undefined, SOUK_CLICKHOUSE_PASSWORD: undefined },
};

describe('when ClickHouse is set up', () => {
  it.each([
    ['https://clickhouse.example.com:8443', 'https://clickhouse.example.com:8443'],
    ['https://clickhouse.example.com/', 'https://clickhouse.example.com'],
    ['http://127.0.0.1:8123', 'http://127.0.0.1:8123'],
  ])('takes %s', (text, url) => {
    expect(clickHouseParsers.SOUK_CLICKHOUSE_URL(text)).toEqual({ value: url });
  });

  it.each([
    'clickhouse.example.com:8443',
    'http://clickhouse.example.com:8123',
    'https://souk:secret@clickhouse.example.com',
    'https://clickhouse.example.com/souk',
    'https://clickhouse.example.com/?final=0',
    'ftp://127.0.0.1',
  ])('refuses %s', (text) => {
    expect(clickHouseParsers.SOUK_CLICKHOUSE_URL(text)).toEqual({
      expected: expect.stringContaining('https://clickhouse.example.com:8443'),
    });
  });

  it.each(['souk; drop table x', '1souk', ''])('refuses the database %j', (text) => {
    expect(clickHouseParsers.SOUK_CLICKHOUSE_DATABASE(text, '')).toHaveProperty('expected');
  });

  it('says what is of no use without an address', () => {
    expect(checkClickHouse({ ...none, SOUK_CLICKHOUSE_USER: 'souk', SOUK_CLICKHOUSE_PASSWORD: 'x' })).toEqual(
      [
        'SOUK_CLICKHOUSE_USER is of no use without SOUK_CLICKHOUSE_URL.',
        'SOUK_CLICKHOUSE_PASSWORD is of no use without SOUK_CLICKHOUSE_URL.',
      ],
    );
    expect(assembleClickHouse(none)).toBeUndefined();
  });

  it('has the database souk and the user default, unless told', () => {
    const url = 'https://clickhouse.example.com:8443';
    expect(assembleClickHouse({ ...none, SOUK_CLICKHOUSE_URL: url })).toEqual({
      ...{ url, database: 'souk', username: 'default', password: '' },
    });
    const said = { SOUK_CLICKHOUSE_DATABASE: 'd', SOUK_CLICKHOUSE_USER: 'u', SOUK_CLICKHOUSE_PASSWORD: 'p' };
    expect(checkClickHouse({ SOUK_CLICKHOUSE_URL: url, ...said })).toEqual([]);
    expect(assembleClickHouse({ SOUK_CLICKHOUSE_URL: url, ...said })).toEqual({
      ...{ url, database: 'd', username: 'u', password: 'p' },
    });
  });
});

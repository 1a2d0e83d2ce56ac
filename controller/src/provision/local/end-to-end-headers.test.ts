import { describe, expect, it } from 'vitest';
import { endToEndHeaders } from './end-to-end-headers.ts';

describe('when headers are handed on', () => {
  it('drops what is of the connection, what it names, and what is left out', () => {
    const headers = endToEndHeaders(
      {
        ...{ connection: 'close, X-Mine', 'x-mine': '1', 'transfer-encoding': 'chunked', te: 'trailers' },
        ...{
          host: 'a.example',
          'content-length': '3',
          cookie: 'a=1',
          accept: 'text/html',
          'x-many': ['1', '2'],
        },
        ...{ 'proxy-authorization': 'Basic x', upgrade: 'websocket' },
      } as never,
      new Set(['cookie']),
    );
    expect({ ...headers }).toEqual({ accept: 'text/html', 'x-many': ['1', '2'] });
  });

  it('takes a header of any name for nothing but a header', () => {
    const headers = endToEndHeaders(JSON.parse('{"__proto__":"x","constructor":"y"}'), new Set());
    expect(Object.keys(headers)).toEqual(['__proto__', 'constructor']);
  });
});

import { describe, expect, it } from 'vitest';
import { parseAnswer } from './parse-answer.ts';
import { usageUrl } from './usage-url.ts';

const answer = (...results: unknown[]) => JSON.stringify({ accepted: 0, results });

describe('when the marketplace has answered', () => {
  it('takes a result for each event', () => {
    const text = answer(
      { index: 0, id: 'a', status: 'accepted', period: '2026-11' },
      { index: 1, id: 'b', status: 'duplicate' },
      { index: 2, id: 'c', status: 'conflict', detail: 'd'.repeat(5_000) },
      { index: 3, status: 'rejected', code: 'invalid', detail: 7 },
    );
    expect(parseAnswer(text, 4)).toEqual([
      { status: 'accepted' },
      { status: 'duplicate' },
      { status: 'conflict', detail: 'd'.repeat(1_000) },
      { status: 'rejected', code: 'invalid' },
    ]);
  });

  it.each([
    ['no JSON', '<html>'],
    ['null', 'null'],
    ['no results', '{}'],
    ['results that are no list', '{"results":{"length":1}}'],
    ['too few results', answer()],
    ['too many results', answer({ index: 0, status: 'accepted' }, { index: 1, status: 'accepted' })],
    ['a result for another event', answer({ index: 1, status: 'accepted' })],
    ['a status that nobody knows', answer({ index: 0, status: 'perhaps' })],
    ['a result that is none', answer(null)],
  ])('takes nothing of an answer with %s', (_name, text) => {
    expect(parseAnswer(text, 1)).toBeUndefined();
  });
});

describe('when a token is to be sent', () => {
  it.each([
    ['https://souk.example.com', 'https://souk.example.com/api/v1/usage/events'],
    ['https://example.com/souk/?a=b#c', 'https://example.com/souk/api/v1/usage/events'],
    ['http://127.0.0.1:7070', 'http://127.0.0.1:7070/api/v1/usage/events'],
    ['http://[::1]:7070/', 'http://[::1]:7070/api/v1/usage/events'],
    ['http://localhost', 'http://localhost/api/v1/usage/events'],
  ])('goes to %s', (base, url) => {
    expect(usageUrl(base).href).toBe(url);
  });

  it.each([
    'http://souk.example.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'ftp://souk.example.com',
    'souk.example.com',
    '',
    'https://user:word@souk.example.com',
  ])('does not go to %s', (base) => {
    expect(() => usageUrl(base)).toThrow(expect.objectContaining({ code: 'bad-url' }));
    expect(() => usageUrl(base)).not.toThrow(/word@/);
  });
});

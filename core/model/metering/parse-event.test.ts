import { describe, expect, it } from 'vitest';
import { parseCloudEvent, parseEvent } from './parse-event.ts';

const event = (change: object = {}) => ({ id: 'e1', metric: 'calls', value: '1', ...change });
const cloud = (change: object = {}) => ({
  ...{ specversion: '1.0', type: 'souk.usage.v1', source: '/crm', id: 'e1' },
  ...{ data: { metric: 'calls', value: '1' }, ...change },
});

describe('when an event is sound', () => {
  it.each<[string, object, object]>([
    ['with no more than it needs', {}, {}],
    ['with a whole number', { value: 9_007_199_254_740_991 }, { value: '9007199254740991' }],
    ['with 30 digits', { value: `${'9'.repeat(18)}.${'9'.repeat(12)}` }, {}],
    ['with 30 digits before the point', { value: '1'.repeat(30) }, {}],
    ['with a unit', { unit: 'MiB' }, {}],
    ['with a number of its own', { sequence: 7 }, { sequence: '7' }],
    ['with zeros before that', { sequence: '0007' }, { sequence: '7' }],
    ['with a subject', { subject: 'Zoë 🎪' }, {}],
    [
      'with tags, in their order',
      { tags: { b: '', a: 'x' } },
      {
        tags: [
          ['a', 'x'],
          ['b', ''],
        ],
      },
    ],
    ['without any tag', { tags: {} }, { tags: undefined }],
    ['of an id with spaces', { id: 'a b~' }, {}],
  ])('is read %s', (_name, change, expected) => {
    const parsed = parseEvent(event(change));
    expect(parsed).toEqual({ ok: true, event: event({ ...change, ...expected }) });
  });

  it.each([
    ['2026-11-22T08:30:00Z', '2026-11-22T08:30:00.000Z'],
    ['2026-11-22t08:30:00.5z', '2026-11-22T08:30:00.500Z'],
    ['2026-11-22T08:30:00.123456789+01:30', '2026-11-22T07:00:00.123Z'],
    ['2024-02-29T23:59:59-12:00', '2024-03-01T11:59:59.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('is at %s', (time, expected) => {
    const parsed = parseEvent(event({ time }));
    expect(parsed.ok && new Date(parsed.event.at ?? 0).toISOString()).toBe(expected);
  });

  it('is the same as a CloudEvent', () => {
    const time = '2026-11-22T08:30:00Z';
    const own = parseEvent(event({ time, subject: 'ada', sequence: '7', unit: 'k', tags: { a: 'x' } }));
    const data = { metric: 'calls', value: '1', unit: 'k', tags: { a: 'x' } };
    const envelope = { datacontenttype: 'application/json', traceparent: '00-1', dataschema: 'x' };
    expect(parseCloudEvent(cloud({ ...envelope, time, subject: 'ada', sequence: '7', data }))).toEqual(own);
  });
});

describe('when an event is not sound', () => {
  it.each<[string, unknown, string, RegExp]>([
    ['nothing', null, '', /an object; found null/],
    ['a list', [], '', /an object; found a list/],
    ['a text', 'e1', '', /an object; found "e1"/],
    [
      'an unknown member',
      event({ subjects: 'x' }),
      'subjects',
      /no member "subjects": did you mean subject\?$/,
    ],
    ['another member', event({ zzzzzz: 1 }), 'zzzzzz', /it has id, metric, value/],
    [
      'a member of every object',
      JSON.parse('{"__proto__": {"id": "e1"}}'),
      '__proto__',
      /no member "__proto__"/,
    ],
    ['no id', { metric: 'calls', value: '1' }, 'id', /found nothing/],
    ['an empty id', event({ id: '' }), 'id', /1 to 200 printable/],
    ['a long id', event({ id: 'x'.repeat(201) }), 'id', /found "x{60}…"/],
    ['an id beyond ASCII', event({ id: 'é' }), 'id', /printable/],
    ['an id with a NUL', event({ id: 'a\0' }), 'id', /printable/],
    ['a metric that is none', event({ metric: '__proto__' }), 'metric', /name of a metric/],
    ['a value below 0', event({ value: '-1' }), 'value', /at least 0.*found "-1"/],
    ['a number below 0', event({ value: -1 }), 'value', /in quotes.*found -1/],
    ['a number with a point', event({ value: 0.1 }), 'value', /in quotes.*found 0.1/],
    ['a number that JSON rounds', event({ value: 2 ** 53 }), 'value', /2\^53-1; found 9007199254740992/],
    [
      'a number beyond all',
      JSON.parse('{"id":"e1","metric":"calls","value":1e400}'),
      'value',
      /found Infinity/,
    ],
    ['NaN in quotes', event({ value: 'NaN' }), 'value', /found "NaN"/],
    ['the notation of computers', event({ value: '1e3' }), 'value', /decimal/],
    ['an empty value', event({ value: '' }), 'value', /decimal/],
    ['a point alone', event({ value: '.5' }), 'value', /decimal/],
    ['digits of another script', event({ value: '١' }), 'value', /decimal/],
    ['31 digits', event({ value: '1'.repeat(31) }), 'value', /30 digits/],
    ['13 digits after the point', event({ value: '0.0000000000001' }), 'value', /12 follow/],
    ['a value that is a list', event({ value: ['1'] }), 'value', /found a list/],
    ['a value that is true', event({ value: true }), 'value', /found true/],
    ['a unit that is none', event({ unit: 'm s' }), 'unit', /a unit such as/],
    ['null as a unit', event({ unit: null }), 'unit', /found null/],
    ['a time without a zone', event({ time: '2026-11-22T08:30:00' }), 'time', /RFC 3339/],
    ['a day alone', event({ time: '2026-11-22' }), 'time', /RFC 3339/],
    ['a day that is not', event({ time: '2026-02-29T00:00:00Z' }), 'time', /RFC 3339/],
    ['an hour that is not', event({ time: '2026-02-28T24:00:00Z' }), 'time', /RFC 3339/],
    ['a number as time', event({ time: 1 }), 'time', /RFC 3339/],
    ['half a number of its own', event({ sequence: 1.5 }), 'sequence', /whole/],
    ['a number of its own below 0', event({ sequence: '-1' }), 'sequence', /whole/],
    ['an empty subject', event({ subject: '' }), 'subject', /1 to 200/],
    ['half a pair', event({ subject: '\ud800' }), 'subject', /control/],
    ['a line break', event({ subject: 'a\nb' }), 'subject', /control/],
    [
      'too many tags',
      event({ tags: Object.fromEntries([...'abcdefghi'].map((name) => [name, ''])) }),
      'tags',
      /most 8/,
    ],
    ['a tag with a bad name', event({ tags: { Region: 'x' } }), 'tags', /lower-case/],
    ['a tag of every object', event({ tags: JSON.parse('{"__proto__": "x"}') }), 'tags', /lower-case/],
    ['a tag that is a number', event({ tags: { a: 1 } }), 'tags', /text of up to 100/],
    ['a long tag', event({ tags: { a: 'x'.repeat(101) } }), 'tags', /text of up to 100/],
  ])('refuses %s', (_name, raw, at, detail) => {
    const parsed = parseEvent(raw);
    const expected = { code: 'invalid', at, detail: expect.stringMatching(detail) };
    expect(parsed).toMatchObject({ ok: false, refusal: expected });
  });

  it.each<[string, object, string, RegExp]>([
    ['no version', { specversion: undefined }, 'specversion', /Expected "1.0"; found nothing/],
    ['another version', { specversion: '0.3' }, 'specversion', /found "0.3"/],
    ['another type', { type: 'com.example' }, 'type', /"souk.usage.v1"/],
    ['no source', { source: '' }, 'source', /reference/],
    ['no id', { id: undefined }, 'id', /printable/],
    ['no data', { data: undefined }, 'data', /an object; found nothing/],
    ['data that is packed', { data: undefined, data_base64: 'e30=' }, '', /lower-case letters and digits/],
    ['data of another type', { datacontenttype: 'text/xml' }, 'datacontenttype', /application\/json/],
    ['data with more in it', { data: { metric: 'calls', value: '1', id: 'x' } }, 'data.id', /no member "id"/],
    ['a value that JSON rounds', { data: { metric: 'calls', value: 0.1 } }, 'data.value', /in quotes/],
    ['a bad time', { time: 'now' }, 'time', /RFC 3339/],
  ])('refuses a CloudEvent with %s', (_name, change, at, detail) => {
    const raw = JSON.parse(JSON.stringify(cloud(change)));
    const expected = { code: 'invalid', at, detail: expect.stringMatching(detail) };
    expect(parseCloudEvent(raw)).toMatchObject({ ok: false, refusal: expected });
  });

  it('says whose it was where it can', () => {
    expect(parseEvent(event({ value: 1.5 }))).toMatchObject({ ok: false, id: 'e1' });
    expect(parseEvent(event({ id: 7 }))).toMatchObject({ ok: false, id: undefined });
    expect(parseCloudEvent(cloud({ type: 'x' }))).toMatchObject({ ok: false, id: 'e1' });
  });

  it('repeats little of what it was given', () => {
    const parsed = parseEvent(event({ value: 'x'.repeat(1_000_000), subject: 'y' }));
    expect(JSON.stringify(parsed).length).toBeLessThan(400);
  });
});

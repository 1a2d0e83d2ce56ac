import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSegment } from './parse-segment.ts';
import { parseLine, renderLine } from './spooled-line.ts';

const line = (id: string) => renderLine({ event: { id }, recordedAt: 7 });
const parse = (text: string, { isEnd = true, most = 100 } = {}) => {
  const { events, broken, length, lines } = parseSegment<{ id: string }>(Buffer.from(text), isEnd, most);
  return {
    ids: events.map(({ event }) => event.id),
    broken: broken.map(({ offset, bytes }) => [offset, Buffer.from(bytes).toString()]),
    left: text.length - length,
    lines,
  };
};

describe('when bytes of a segment are read', () => {
  it.each<[string, string, object, object]>([
    ['nothing', '', {}, { ids: [], broken: [], left: 0, lines: 0 }],
    ['whole lines', line('a') + line('b'), {}, { ids: ['a', 'b'], broken: [], left: 0, lines: 2 }],
    [
      'a line whose end is still to be read',
      `${line('a')}["00`,
      { isEnd: false },
      { ids: ['a'], broken: [], left: 4, lines: 1 },
    ],
    [
      'a line that never ends',
      `${line('a')}["00`,
      {},
      { ids: ['a'], broken: [[line('a').length, '["00']], left: 0, lines: 1 },
    ],
    [
      'bytes without any end',
      'xxxx',
      { isEnd: false },
      { ids: [], broken: [[0, 'xxxx']], left: 0, lines: 0 },
    ],
    [
      'another value than was written',
      `${line('a')}${line('b').replace('"b"', '"c"')}${line('d')}`,
      {},
      { ids: ['a', 'd'], broken: [[line('a').length, expect.stringContaining('"c"')]], left: 0, lines: 3 },
    ],
    [
      'lines that lost the end between them',
      `${line('a').trimEnd()}${line('b')}${line('c')}`,
      {},
      { ids: ['c'], broken: [[0, expect.stringContaining('"b"')]], left: 0, lines: 2 },
    ],
    ['an empty line', `\n${line('a')}`, {}, { ids: ['a'], broken: [[0, '']], left: 0, lines: 2 }],
    [
      'more than is wanted',
      line('a') + line('b') + line('c'),
      { most: 2 },
      { ids: ['a', 'b'], broken: [], left: line('c').length, lines: 2 },
    ],
  ])('takes %s', (_name, text, options, expected) => {
    expect(parse(text, options)).toEqual(expected);
  });
});

describe('when a line is written', () => {
  it('is read as it was, whatever the event holds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (event, recordedAt) => {
        const written = renderLine({ event, recordedAt });
        expect(written.indexOf('\n')).toBe(written.length - 1);
        const read = parseLine(Buffer.from(written.slice(0, -1)));
        expect(read).toEqual({ event: JSON.parse(JSON.stringify(event)), recordedAt });
      }),
    );
  });

  it('is not read with any bit of it changed', () => {
    const written = Buffer.from(line('ä').trimEnd());
    for (let bit = 0; bit < written.length * 8; bit++) {
      const changed = Buffer.from(written);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(parseLine(changed), changed.toString()).toBeUndefined();
    }
  });

  it.each([
    ['a number', '7,1'],
    ['nothing', '7,null'],
    ['no time', '"7",{}'],
    ['no JSON', '7,{'],
  ])('is none with %s for an event', (_name, text) => {
    const sound = renderLine({ event: {}, recordedAt: 7 });
    expect(parseLine(Buffer.from(sound.replace('7,{}', text)))).toBeUndefined();
  });
});

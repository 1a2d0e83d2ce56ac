import { describe, expect, it } from 'vitest';
import { escapeText } from './escape-text.ts';

describe('when a text of others becomes part of a message', () => {
  it.each([
    ['a mention', '<!channel> <@U1>', '&lt;!channel&gt; &lt;@U1&gt;'],
    ['a link', '<https://evil.example|here>', '&lt;https://evil.example|here&gt;'],
    ['an entity', '&lt;!here&gt;', '&amp;lt;!here&amp;gt;'],
    ['lines', 'one\n> two\u2028three\u0007', 'one &gt; two three'],
    ['text that runs backwards', 'abc\u202edef', 'abc def'],
    ['marks', '*a* ~b~ `c`', '\u2217a\u2217 \u223cb\u223c \u02cbc\u02cb'],
    ['italic', '_a_ node_disk_full', '_\u200ba_ node_disk_full'],
    ['an emoji', ':tada: 10:30', ':\u200btada: 10:30'],
  ])('takes the meaning out of %s', (_name, text, escaped) => {
    expect(escapeText(text)).toBe(escaped);
  });
});

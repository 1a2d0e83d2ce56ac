import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileText } from '../testing/hostile-text.ts';
import { renderHtml, tagsOf, visibleText } from '../testing/render-html.ts';
import { code, htmlText, prose } from './escape-markdown.ts';

const attacks: readonly (readonly [name: string, text: string])[] = [
  ['a mention', 'ask @octocat or @acme/team'],
  ['an address of mail', 'mail me@example.com now'],
  ['an issue', 'see #123 and acme/souk#7'],
  ['an issue in the old way', 'see GH-1 and gh-22'],
  ['an address', 'see https://evil.example/x and http://evil.example'],
  ['an address without a protocol', 'see www.evil.example'],
  ['an address after an underscore', 'see _www.evil.example'],
  ['an address in brackets', 'see <https://evil.example>'],
  ['an image', '![img](https://evil.example/pixel.png)'],
  ['a link', '[click](javascript:alert(1))'],
  ['a link by reference', '[click][1] [1]: https://evil.example'],
  ['a tag', '<img src=x onerror=alert(1)><script>alert(1)</script>'],
  ['a comment', 'a <!-- souk:verdict --> b'],
  ['an open comment', 'a <!-- b'],
  ['the end of a part', '</details></summary></td>'],
  ['an entity', '&lt;b&gt; &#60;b&#62; &commat;octocat'],
  ['a heading', '# big'],
  ['a line under', '=== ---'],
  ['a list', '- item'],
  ['a numbered list', '1. item'],
  ['a quotation', '> said'],
  ['a task', '- [x] done'],
  ['a table', 'a | b\n--- | ---\n1 | 2'],
  ['a fence', '```js\nalert(1)\n```'],
  ['a fence of tildes', '~~~\nx\n~~~'],
  ['code', '`a` ``b``'],
  ['an indented block', '      code'],
  ['emphasis', '**bold** _thin_ ~~gone~~'],
  ['a footnote', 'a[^1]\n\n[^1]: note'],
  ['an emoji', ':tada: :+1:'],
  ['mathematics', '$`x^2`$ and $$\\frac{1}{2}$$'],
  ['a backslash before markup', '\\*bold\\* \\<b>'],
  ['several lines', 'one\r\n\r\ntwo\u2028three\u0085four'],
];

/** What GitHub makes something of in the text of a page. */
const alive =
  /@\w|#\d|\bgh-\d|:\/\/|\bwww\.|:[\w+-]+:|[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/iu;

describe('when a text of anybody is shown as prose', () => {
  it.each(attacks)('is nothing but text: %s', (_name, text) => {
    const html = renderHtml(`- ${prose(text)}\n`);
    expect(tagsOf(html)).toEqual(['li', 'ul']);
    expect(html.match(/<li>/g)).toHaveLength(1);
    expect(visibleText(html).trim()).not.toMatch(alive);
    expect(prose(text)).not.toMatch(/[<$]/);
  });

  it('keeps what a reader reads', () => {
    const html = renderHtml(prose('runtime.type must be "wasm" & not <x>; 50% of a_b_c (1|2) costs $5.'));
    expect(visibleText(html).trim()).toBe(
      'runtime.type must be "wasm" & not <x>; 50% of a_b_c (1|2) costs $5.',
    );
  });

  it('shows what hides', () => {
    expect(prose('pay\u202elap\u0007 x\u200by')).toBe('pay\ufffdlap\ufffd x\ufffdy');
  });

  it('cuts a long one, and no character in two', () => {
    expect(prose(`${'a'.repeat(8)}😀😀`, 10)).toBe('aaaaaaaa…');
    expect(prose('a'.repeat(5000)).length).toBe(1000);
  });

  it('is one row of a table', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = renderHtml(`| a | b |\n| --- | --- |\n| ${prose(text)} | ${code(text)} |\n`);
        expect(html.match(/<tr>/g)).toHaveLength(2);
        expect(html.match(/<td>/g)).toHaveLength(2);
        expect(tagsOf(html)).toEqual(['code', 'table', 'tbody', 'td', 'th', 'thead', 'tr']);
      }),
    );
  });

  it('is nothing but text, whatever it is', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = renderHtml(`x ${prose(text)}\n`);
        expect(tagsOf(html)).toEqual(['p']);
        expect(visibleText(html).trim()).not.toMatch(alive);
        expect(prose(text)).not.toMatch(/[<$]/);
      }),
    );
  });
});

describe('when a text of anybody is shown as code', () => {
  it.each(attacks)('is nothing but code: %s', (_name, text) => {
    const html = renderHtml(`${code(text)}\n`);
    expect(tagsOf(html)).toEqual(['code', 'p']);
    expect(code(text)).not.toMatch(/<!--|@\w|[\r\n]/);
  });

  it('tells both ends of a long one', () => {
    const text = code(`catalog/${'x'.repeat(5000)}/manifest.yaml:12`);
    expect(text.length).toBeLessThan(310);
    expect(text).toContain('catalog/');
    expect(text).toContain('manifest.yaml:12');
  });

  it('is code even when it is empty', () => {
    expect(tagsOf(renderHtml(`x ${code('')} y`))).toEqual(['code', 'p']);
  });
});

describe('when a text of anybody is shown within a tag', () => {
  it('is nothing but text, whatever it is', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = renderHtml(`<details><summary>${htmlText(text)}</summary>\n\nx\n\n</details>\n`);
        expect(tagsOf(html)).toEqual(['details', 'p', 'summary']);
        expect(visibleText(html)).not.toMatch(/@\w|:\/\//);
      }),
    );
  });
});

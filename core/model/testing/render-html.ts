import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/** Markdown as the pages of GitHub show it, before they look for mentions and references in the text. */
export function renderHtml(markdown: string): string {
  return micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  });
}

/** Names of the tags of a page, each once, in order. */
export function tagsOf(html: string): string[] {
  return [
    ...new Set([...html.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, name = '']) => name.toLowerCase())),
  ].sort();
}

/** What a reader sees, outside of code: there GitHub looks for mentions, references, addresses and emoji. */
export function visibleText(html: string): string {
  return html
    .replace(/<(code|pre)\b[^>]*>.*?<\/\1>/gs, '·')
    .replace(/<!--.*?-->/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}

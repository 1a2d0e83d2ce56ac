import { escapeHtml } from '../http/escape-html.ts';

/** Slack's own markup as HTML: bold, italic, code, links and mentions. Whatever else is in it stays text. */
export function renderMrkdwn(text: string): string {
  const parts = text.split(/(<[^<>\n]*>)/);
  return parts
    .map((part) => (part.startsWith('<') ? renderReference(part.slice(1, -1)) : renderText(part)))
    .join('');
}

function renderReference(inner: string): string {
  const [target = '', label] = inner.split('|', 2);
  if (/^https?:\/\//.test(target) && URL.canParse(target))
    return `<a href="${escapeHtml(unescapeSlack(target))}" rel="noreferrer noopener">${escapeHtml(unescapeSlack(label ?? target))}</a>`;
  const [, kind, id] = /^(@|#|!subteam\^|!)([\w-]+)$/.exec(target) ?? [];
  if (kind === undefined || id === undefined) return escapeHtml(unescapeSlack(inner));
  return `<b class="mention">${kind === '#' ? '#' : '@'}${escapeHtml(label ?? id)}</b>`;
}

function renderText(text: string): string {
  return escapeHtml(unescapeSlack(text))
    .replace(/(^|[\s(])\*([^*\n]+)\*/g, '$1<strong>$2</strong>')
    .replace(/(^|[\s(])_(?!\u200b)([^_\n]+)_/g, '$1<em>$2</em>')
    .replace(/(^|[\s(])`([^`\n]+)`/g, '$1<code>$2</code>')
    .replaceAll('\n', '<br>');
}

function unescapeSlack(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

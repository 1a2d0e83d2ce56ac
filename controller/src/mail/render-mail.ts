import { oneLine } from '@souk/model/webhook/event-words.ts';
import type { MailContent } from '@souk/model/webhook/mail-content.ts';

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const LONGEST_SUBJECT = 200;

/** A mail as plain text, and the same with a little form. Nothing that it is about can add markup or headers. */
export function renderMail(content: MailContent): RenderedMail {
  const tidy = tidied(content);
  const { title } = tidy;
  const subject = title.length <= LONGEST_SUBJECT ? title : `${title.slice(0, LONGEST_SUBJECT)}…`;
  return { subject, text: renderText(tidy), html: renderHtml(tidy) };
}

function tidied({ title, paragraphs, facts, links, footer }: MailContent): MailContent {
  return {
    title: oneLine(title).trim(),
    paragraphs: paragraphs.map((text) => oneLine(text).trim()).filter((text) => text !== ''),
    facts: facts.map(([name, value]) => [oneLine(name), oneLine(value)]),
    links: links.map(({ text, url }) => ({ text: oneLine(text), url: oneLine(url) })),
    footer: oneLine(footer),
  };
}

function renderText({ title, paragraphs, facts, links, footer }: MailContent): string {
  const width = Math.max(0, ...facts.map(([name]) => name.length));
  const parts = [
    title,
    ...paragraphs.map((text) => text.replaceAll(/\*\*([^*]+)\*\*/g, '$1')),
    facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n'),
    links.map(({ text, url }) => `${text}: ${url}`).join('\n'),
    // Two dashes and a space: mail programs fold what is behind them.
    `-- \n${footer}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const style = {
  body: 'margin:0;padding:24px;background:#f5f5f4;color:#1c1917;font:16px/1.5 system-ui,sans-serif',
  card: 'max-width:600px;margin:0 auto;padding:24px;background:#fff;border-radius:8px',
  title: 'margin:0 0 16px;font-size:20px;line-height:1.3',
  name: 'padding:2px 16px 2px 0;color:#57534e;text-align:left;font-weight:normal;vertical-align:top',
  footer: 'max-width:600px;margin:16px auto 0;color:#57534e;font-size:13px',
};

function renderHtml({ title, paragraphs, facts, links, footer }: MailContent): string {
  const rows = facts.map(
    ([name, value]) => `<tr><th style="${style.name}">${escaped(name)}</th><td>${escaped(value)}</td></tr>`,
  );
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>`,
    `<body style="${style.body}"><div style="${style.card}">`,
    `<h1 style="${style.title}">${escaped(title)}</h1>`,
    ...paragraphs.map((text) => `<p>${marked(text)}</p>`),
    ...(rows.length === 0 ? [] : [`<table style="border-spacing:0">${rows.join('')}</table>`]),
    ...links.map(({ text, url }) => `<p><a href="${escaped(url)}">${escaped(text)}</a></p>`),
    `</div><p style="${style.footer}">${escaped(footer)}</p></body></html>`,
  ].join('\n');
}

function marked(text: string): string {
  return escaped(text)
    .replaceAll(/`([^`]+)`/g, '<code>$1</code>')
    .replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

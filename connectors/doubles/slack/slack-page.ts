import { escapeHtml } from '../http/escape-html.ts';
import { renderPage } from '../http/render-page.ts';
import { renderMrkdwn } from './render-mrkdwn.ts';
import type { SlackMessage } from './slack-message.ts';

export interface SlackPage {
  readonly channels: readonly string[];
  readonly chosen: string;
  /** Messages of the chosen channel, the oldest first. */
  readonly messages: readonly SlackMessage[];
}

const REFRESH_SECONDS = 3;

export function renderSlackPage({ channels, chosen, messages }: SlackPage): Response {
  const links = channels
    .map((name) => {
      const current = name === chosen ? ' aria-current="page"' : '';
      return `<a href="/?channel=${encodeURIComponent(name)}"${current}>${escapeHtml(name)}</a>`;
    })
    .join('\n');
  const threads = messages.filter(({ threadTs }) => threadTs === undefined).toReversed();
  const shown = threads.map((message) =>
    renderThread(
      message,
      messages.filter(({ threadTs }) => threadTs === message.ts),
    ),
  );
  return renderPage({
    title: chosen === '' ? 'Chat' : `Chat: ${chosen}`,
    refreshSeconds: REFRESH_SECONDS,
    css,
    body: `<nav aria-label="Channels"><h1>Chat</h1>${links}
<p class="soft">A stand-in for Slack. It runs on this machine alone.</p></nav>
<main><header><h2>${escapeHtml(chosen === '' ? 'No channel yet' : chosen)}</h2></header>
<ol>${shown.length === 0 ? '<li class="soft">Nothing here yet. Messages appear by themselves.</li>' : shown.join('\n')}</ol></main>`,
  });
}

function renderThread(message: SlackMessage, replies: readonly SlackMessage[]): string {
  const thread =
    replies.length === 0
      ? ''
      : `<ol class="thread">${replies.map((reply) => `<li>${renderMessage(reply)}</li>`).join('')}</ol>`;
  return `<li>${renderMessage(message)}${thread}</li>`;
}

function renderMessage({ ts, edits, text, blocks }: SlackMessage): string {
  const at = new Date(Number(ts) * 1000);
  const time = Number.isNaN(at.getTime()) ? '' : at.toISOString();
  const shown = blocks.map(renderBlock).join('');
  return `<article><div class="face" aria-hidden="true"></div><div><p class="who"><strong>Connector</strong> <span class="tag">app</span> <time datetime="${time}">${time.slice(11, 16)} UTC</time>${edits > 0 ? ' <span class="soft">(edited)</span>' : ''}</p>
${shown === '' ? `<p>${renderMrkdwn(text)}</p>` : shown}</div></article>`;
}

function renderBlock(block: Readonly<Record<string, unknown>>): string {
  switch (block['type']) {
    case 'header':
      return `<p><strong>${escapeHtml(plainTextOf(block['text']))}</strong></p>`;
    case 'section':
      return `<p>${renderTextObject(block['text'])}</p>`;
    case 'context':
      return `<p class="soft">${listOf(block['elements']).map(renderTextObject).join(' ')}</p>`;
    case 'actions':
      return `<p>${listOf(block['elements'])
        .map((element) => `<span class="button">${escapeHtml(plainTextOf(recordOf(element)['text']))}</span>`)
        .join(' ')}</p>`;
    case 'divider':
      return '<hr>';
    default:
      return '';
  }
}

function renderTextObject(value: unknown): string {
  const text = plainTextOf(value);
  return recordOf(value)['type'] === 'mrkdwn' ? renderMrkdwn(text) : escapeHtml(text);
}

function plainTextOf(value: unknown): string {
  const { text } = recordOf(value);
  return typeof text === 'string' ? text : '';
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

const css = `
body { display: grid; grid-template-columns: 15rem 1fr; min-height: 100vh; }
nav { background: light-dark(#3b2340, #251529); color: #fff; padding: 1.25rem; display: flex; flex-direction: column; gap: .25rem; }
nav h1 { margin-bottom: .75rem; }
nav a { color: #e9dfeb; text-decoration: none; padding: .25rem .6rem; border-radius: 6px; overflow-wrap: anywhere; }
nav a:hover { background: #ffffff1f; }
nav a[aria-current] { background: #ffffff33; color: #fff; font-weight: 600; }
nav .soft { color: #cdbed0; font-size: .8rem; margin-top: auto; }
main { min-width: 0; }
main header { padding: 1.1rem 1.5rem; border-bottom: 1px solid var(--line); }
ol { list-style: none; margin: 0; padding: 1rem 1.5rem; display: grid; gap: 1.25rem; max-width: 52rem; }
article { display: grid; grid-template-columns: 2.25rem 1fr; gap: .75rem; }
article p { margin: 0; overflow-wrap: anywhere; }
.face { width: 2.25rem; height: 2.25rem; border-radius: 8px; background: linear-gradient(135deg, #4a7fd1, #7b4fa3); }
.who time { color: var(--soft); font-size: .8rem; }
.tag { font-size: .65rem; text-transform: uppercase; background: var(--aside); border: 1px solid var(--line); border-radius: 3px; padding: 0 .25rem; }
.thread { margin-left: 3rem; padding: .75rem 0 0 1rem; border-left: 2px solid var(--line); }
.mention { background: light-dark(#fdf3d0, #4a3f16); border-radius: 3px; padding: 0 .15rem; }
.button { border: 1px solid var(--line); border-radius: 6px; padding: .1rem .6rem; font-weight: 600; }
code { background: var(--aside); border-radius: 3px; padding: 0 .25rem; }
@media (max-width: 40rem) { body { grid-template-columns: 1fr; grid-template-rows: auto 1fr; } }
`;

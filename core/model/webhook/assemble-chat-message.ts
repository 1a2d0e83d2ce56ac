import { subjectOf } from './subject-of.ts';
import type { EventOrigin, WebhookEvent } from './webhook-event.ts';

/** A message as incoming webhooks of Slack, and of the chats that follow it, take them. */
export interface ChatMessage {
  /** Shown in notifications, and where blocks are unknown. */
  readonly text: string;
  readonly mrkdwn: false;
  readonly blocks: readonly ChatBlock[];
}

type ChatBlock =
  | { readonly type: 'section'; readonly text: PlainText }
  | { readonly type: 'context'; readonly elements: readonly PlainText[] };

interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: false;
}

const LONGEST_TEXT = 1_000;

/** Says in two lines what happened. Nothing in it is read as markup: names come from whoever wrote the manifest. */
export function assembleChatMessage(event: WebhookEvent, { publicUrl }: EventOrigin): ChatMessage {
  const headline = headlineOf(event);
  const place = placeOf(event, publicUrl);
  return {
    text: escapeText(headline),
    mrkdwn: false,
    blocks: [
      { type: 'section', text: plain(headline) },
      ...(place === undefined ? [] : [{ type: 'context' as const, elements: [plain(place)] }]),
    ],
  };
}

function headlineOf(event: WebhookEvent): string {
  const name = event.data['name'];
  const named = typeof name === 'string' ? ` (${name})` : '';
  return oneLine(`${event.type}: ${subjectOf(event)}${named}`);
}

function placeOf({ entity, commit }: WebhookEvent, publicUrl: string | undefined): string | undefined {
  const address =
    publicUrl === undefined || entity === undefined
      ? []
      : [`${publicUrl.replace(/\/+$/, '')}/entities/${entity.kind}/${entity.id}`];
  const parts = [...address, ...(commit === undefined ? [] : [`commit ${commit.slice(0, 12)}`])];
  return parts.length === 0 ? undefined : parts.join(' · ');
}

function oneLine(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return line.length <= LONGEST_TEXT ? line : `${line.slice(0, LONGEST_TEXT)}…`;
}

/** The three characters by which Slack begins links, mentions and entities. */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function plain(text: string): PlainText {
  return { type: 'plain_text', text, emoji: false };
}

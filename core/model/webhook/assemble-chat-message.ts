import { headlineOf, pageOf } from './event-words.ts';
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

function placeOf(event: WebhookEvent, publicUrl: string | undefined): string | undefined {
  const { commit } = event;
  const parts = [pageOf(event, publicUrl), commit && `commit ${commit.slice(0, 12)}`].filter(Boolean);
  return parts.length === 0 ? undefined : parts.join(' · ');
}

/** The three characters by which Slack begins links, mentions and entities. */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function plain(text: string): PlainText {
  return { type: 'plain_text', text, emoji: false };
}

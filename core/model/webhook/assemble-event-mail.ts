import type { Subscription } from '../manifest/manifest.ts';
import { headlineOf, oneLine, pageOf } from './event-words.ts';
import type { MailContent } from './mail-content.ts';
import type { EventOrigin, WebhookEvent } from './webhook-event.ts';

const MOST_DETAILS = 10;
const unsaid = new Set(['name', 'digest']);

/** Says what happened as a mail, with what the event itself has to say. */
export function assembleEventMail(
  event: WebhookEvent,
  { publicUrl }: EventOrigin,
  { id, team }: Pick<Subscription, 'id' | 'team'>,
): MailContent {
  const page = pageOf(event, publicUrl);
  return {
    title: headlineOf(event),
    paragraphs: [],
    facts: [
      ['When', event.at.toISOString().replace(/\.\d+Z$/, 'Z')],
      ...(event.commit === undefined ? [] : [['Commit', event.commit.slice(0, 12)] as const]),
      ...detailsOf(event),
    ],
    links: page === undefined ? [] : [{ text: 'Its page', url: page }],
    footer: `The team ${team} gets this by its subscription ${id}. To end it, remove the file of the subscription from the catalog.`,
  };
}

/** What is one value; lists, objects and digests are for programs. The name is in the title already. */
function detailsOf({ data }: WebhookEvent): [name: string, value: string][] {
  return Object.entries(data)
    .filter(([name, value]) => !unsaid.has(name) && ['string', 'number', 'boolean'].includes(typeof value))
    .slice(0, MOST_DETAILS)
    .map(([name, value]) => [name, oneLine(String(value))]);
}

import { CRM } from '../crm/create-crm-client.ts';
import type { Lead } from '../crm/lead.ts';
import { escapeText } from '../slack/escape-text.ts';
import type { Message } from '../slack/message.ts';

/** The message about a lead: a company and the team that owns it, nothing about people. */
export function renderAlert(
  lead: Lead,
  { channel, mention }: { channel: string; mention: boolean },
): Message {
  const company = escapeText(lead.company);
  const facts = `Source: ${escapeText(lead.source)}, ${countryName(lead.country)}. Owner: ${ownerOf(lead, mention)}.`;
  const link = `${CRM}/leads/${encodeURIComponent(lead.id)}`;
  return {
    channel,
    text: `New lead: ${company} (score ${lead.score}). ${facts} ${link}`,
    blocks: [
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: `*New lead: ${company}* (score ${lead.score})\n${facts}\n<${link}|Open in the CRM>`,
        },
      },
    ],
  };
}

function ownerOf({ owner }: Lead, mention: boolean): string {
  if (owner === undefined) return 'nobody yet';
  const team = escapeText(owner.team);
  return mention && owner.slackGroup !== undefined ? `${team} <!subteam^${owner.slackGroup}>` : team;
}

function countryName(code: string): string {
  return new Intl.DisplayNames('en', { type: 'region', fallback: 'code' }).of(code) ?? code;
}

import type { Incident } from '../incident/incident.ts';
import { escapeText } from '../slack/escape-text.ts';
import { type MessageContent, section } from './message.ts';

const MOST_LINES = 10;
const LONGEST_TITLE = 200;
const LONGEST_LINE = 180;

/** The message of an incident as it is now. The same incident gives the same message. */
export function renderIncident(incident: Incident): MessageContent {
  const { severity, title, lines, links, place, count } = incident;
  const name = escapeText(title.slice(0, LONGEST_TITLE));
  const state = describeState(incident);
  const where = place === '' ? [] : [`${escapeText(place.slice(0, LONGEST_TITLE))}.`];
  const refs = links.map(({ label, url }) => `<${url.replaceAll('&', '&amp;')}|${label}>`);
  const second = [...where, ...refs].join(' ');
  const shown =
    count > 1 ? lines.slice(0, MOST_LINES).map((line) => `• ${escapeText(line.slice(0, LONGEST_LINE))}`) : [];
  const more = count > 1 && count > shown.length ? [`… and ${count - shown.length} more`] : [];
  const over = incident.status === 'resolved';
  return {
    text: `[${severity}] ${name} ${state}`,
    blocks: [
      section([
        `*[${severity}] ${name}* ${state}`,
        ...(second === '' ? [] : [second]),
        ...(over ? [] : [...shown, ...more]),
      ]),
    ],
  };
}

/** Such as `firing since 14:02 UTC, 3 alerts`. */
export function describeState({ status, since, ended, count, source }: Incident): string {
  const alerts = source === 'pagerduty' ? '' : `, ${count} ${count === 1 ? 'alert' : 'alerts'}`;
  switch (status) {
    case 'firing':
      return `firing since ${clockTime(since)}${alerts}`;
    case 'acknowledged':
      return `acknowledged, since ${clockTime(since)}`;
    case 'resolved':
      return `resolved at ${clockTime(ended ?? since)}, after ${duration((ended ?? since) - since)}`;
  }
}

function clockTime(time: number): string {
  return `${new Date(time).toISOString().slice(11, 16)} UTC`;
}

function duration(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

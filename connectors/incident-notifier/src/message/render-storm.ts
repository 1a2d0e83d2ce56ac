import type { Incident } from '../incident/incident.ts';
import { escapeText } from '../slack/escape-text.ts';
import { type MessageContent, section } from './message.ts';
import { describeState } from './render-incident.ts';

const LONGEST_TITLE = 100;

/** One message for all incidents that came too fast for a message each. */
export function renderStorm(incidents: readonly Incident[]): MessageContent {
  const open = incidents.filter(({ status }) => status !== 'resolved');
  const head = `${incidents.length} more incidents within a minute, ${open.length === 0 ? 'all resolved' : `${open.length} open`}`;
  const ordered = [...open, ...incidents.filter(({ status }) => status === 'resolved')];
  const lines = ordered.map(
    (incident) =>
      `• [${incident.severity}] ${escapeText(incident.title.slice(0, LONGEST_TITLE))} ${describeState(incident)}`,
  );
  return { text: `Alert storm: ${head}`, blocks: [section([`*Alert storm:* ${head}`, ...lines])] };
}

import { escapeText } from '../slack/escape-text.ts';
import type { CurrencyDigest, Digest, Group } from './assemble-digest.ts';
import { formatAmount, formatChange, formatDay, formatOrdinal } from './format.ts';
import type { Message } from './message.ts';

/** Slack takes 3,000 characters in a block. */
const LONGEST_BLOCK = 2_900;
const MOST_GROUPS = 10;
const MOST_NAMED = 20;

/** The message of a day. */
export function renderDigest(digest: Digest, channel: string): Message {
  const { day, currencies, threats, missingAccounts, remarks } = digest;
  const first = currencies[0];
  const head = `${formatDay(day)}: ${first === undefined ? 'no cost' : `${formatAmount(first.amount)} ${first.currency}`}`;
  const missing = missingAccounts.slice(0, MOST_NAMED).map(escapeText).join(', ');
  const notes = [
    ...threats.map((threat) =>
      threat.reached <= day
        ? `${escapeText(threat.name)} has used up its budget of ${formatAmount(threat.budget)} ${threat.currency}.`
        : `At this pace ${escapeText(threat.name)} reaches its budget on the ${formatOrdinal(threat.reached)}.`,
    ),
    ...(missing === '' ? [] : [`*Not complete.* These accounts are missing: ${missing}.`]),
    ...remarks,
  ];
  const parts = [...currencies.map((each) => renderCurrency(each, digest)), notes].filter(
    ({ length }) => length > 0,
  );
  return {
    channel,
    text: head,
    blocks: (parts.length === 0 ? [[`*${head}*`]] : parts).map((lines) => ({
      type: 'section',
      text: { type: 'mrkdwn', text: fit(lines) },
    })),
  };
}

function renderCurrency(part: CurrencyDigest, { day, days }: Digest): readonly string[] {
  const { currency, amount, compared, mean, groups, corrections } = part;
  const change = days === 0 ? undefined : formatChange(compared, mean, 1);
  const against =
    change === undefined
      ? ''
      : ` (mean of ${days} ${days === 1 ? 'day' : 'days'}: ${formatAmount(mean)}, ${change})`;
  // A jump is named however small its group is.
  const shown = groups.filter(
    ({ amount: own, causes }, at) => causes.length > 0 || (at < MOST_GROUPS && !own.eq(0)),
  );
  const rest = groups.filter((group) => !shown.includes(group) && !group.amount.eq(0));
  const left = rest.reduce((sum, { amount: own }) => sum.plus(own), amount.minus(amount));
  return [
    `*${formatDay(day)}: ${formatAmount(amount)} ${currency}*${against}`,
    ...shown.map(renderGroup),
    ...(rest.length === 0 ? [] : [`${rest.length} more: ${formatAmount(left)}`]),
    ...(corrections.eq(0) ? [] : [`Corrections of earlier days: ${formatAmount(corrections)} ${currency}`]),
  ];
}

function renderGroup({ name, amount, compared, mean, isNotable, causes }: Group): string {
  const change = isNotable ? (formatChange(compared, mean, 0) ?? 'new') : undefined;
  const note = change === undefined ? '' : ` (${change})`;
  const why = causes.length === 0 ? '' : `: _${causes.map(escapeText).join(', ')}_`;
  return `${escapeText(name)} ${formatAmount(amount)}${note}${why}`;
}

function fit(lines: readonly string[]): string {
  let length = 0;
  const kept = lines.filter((line) => {
    length += line.length + 1;
    return length <= LONGEST_BLOCK;
  });
  const left = lines.length - kept.length;
  return [...kept, ...(left > 0 ? [`… and ${left} more lines`] : [])].join('\n');
}

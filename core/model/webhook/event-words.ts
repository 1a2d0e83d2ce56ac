import { subjectOf } from './subject-of.ts';
import type { WebhookEvent } from './webhook-event.ts';

const LONGEST_TEXT = 1_000;

/** Says in one line what happened. */
export function headlineOf(event: WebhookEvent): string {
  const name = event.data['name'];
  const named = typeof name === 'string' ? ` (${name})` : '';
  return oneLine(`${event.type}: ${subjectOf(event)}${named}`);
}

/** Page of what it is about, for people. */
export function pageOf({ entity }: WebhookEvent, publicUrl: string | undefined): string | undefined {
  if (publicUrl === undefined || entity === undefined) return undefined;
  return `${publicUrl.replace(/\/+$/, '')}/entities/${entity.kind}/${entity.id}`;
}

/** Without breaks and signs that nobody sees, and not too long: names come from whoever wrote the manifest. */
export function oneLine(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return line.length <= LONGEST_TEXT ? line : `${line.slice(0, LONGEST_TEXT)}…`;
}

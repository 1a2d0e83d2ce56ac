import type { Account } from '@souk/model/approval/review.ts';
import type { ActionContext } from '../runtime/action-context.ts';
import { createPayloadReader } from '../runtime/payload-reader.ts';
import { readNumberInput } from '../runtime/read-number-input.ts';

/** Which issue is read, and on whose behalf. */
export interface RequestEvent {
  readonly issue: number;
  /** Default branch of the repository. */
  readonly branch: string;
  /** Who wrote or edited the issue last, or started the workflow; undefined where the event does not say. */
  readonly sender: Account | undefined;
}

/** Actions on issues that change what they say or what they are. */
const ACTIONS = new Set(['opened', 'edited', 'labeled', 'reopened']);

/**
 * @returns `none` with the reason, when there is no issue to read
 * @throws {ActionFault} `usage` when the input `issue` is no number
 */
export function readRequestEvent({
  input,
  event: { name, payload },
}: Pick<ActionContext, 'input' | 'event'>): RequestEvent | { readonly none: string } {
  const read = createPayloadReader(name, payload);
  const asked = readNumberInput({ input }, 'issue', 'an issue');
  if (asked === undefined && name !== 'issues') {
    return { none: 'This is about no issue. Run this action on: issues, or name one with the input issue.' };
  }
  if (asked === undefined && !ACTIONS.has(read.text('action'))) {
    return { none: `Nothing was written in the issue: it was ${read.text('action')}.` };
  }
  const sender = read.optionalText('sender.login');
  const isPerson = sender !== undefined && read.optionalText('sender.type') !== 'Bot';
  return {
    issue: asked ?? read.positive('issue.number'),
    branch: read.text('repository.default_branch'),
    sender: isPerson ? { id: read.positive('sender.id'), login: sender } : undefined,
  };
}

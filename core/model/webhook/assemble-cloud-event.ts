import { subjectOf } from './subject-of.ts';
import type { EventOrigin, WebhookEvent } from './webhook-event.ts';

/** An event in the structured JSON form of CloudEvents 1.0. */
export interface CloudEvent {
  readonly specversion: '1.0';
  /** `<epoch>.<seq>`: the same for every attempt and every replay. */
  readonly id: string;
  readonly source: string;
  /** `dev.souk.` and the type as subscriptions name it. */
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: {
    readonly kind?: string;
    readonly id?: string;
    readonly change?: string;
    readonly commit?: string;
    readonly revision: number;
    /** What the event itself has to say; depends on its type. */
    readonly details: Readonly<Record<string, unknown>>;
  };
}

export function assembleCloudEvent(event: WebhookEvent, { epoch, publicUrl }: EventOrigin): CloudEvent {
  const { seq, type, entity, change, commit, revision, at, data } = event;
  return {
    specversion: '1.0',
    id: `${epoch}.${seq}`,
    source: publicUrl ?? '/souk',
    type: `dev.souk.${type}`,
    subject: subjectOf(event),
    time: at.toISOString(),
    datacontenttype: 'application/json',
    data: {
      ...entity,
      ...(change === undefined ? {} : { change }),
      ...(commit === undefined ? {} : { commit }),
      revision,
      details: data,
    },
  };
}

import { sentenceOf } from '../../mail/mail-result.ts';
import type { Mailer } from '../../mail/mailer.ts';
import type { NoticeChannel, SentNotice } from '../notice-channel.ts';

export interface MailChannelPorts {
  readonly mailer: Mailer;
  /** Page of an entity, for people; undefined where no address is known. */
  readonly pageOf: (subject: SentNotice['subject']) => string | undefined;
  /** Page of a file of the catalog where it can be changed; undefined where there is none. */
  readonly fileAt: (path: string) => string | undefined;
}

/** Tells people by one mail for each notice, to all of them. */
export function createMailChannel({ mailer, pageOf, fileAt }: MailChannelPorts): NoticeChannel {
  return {
    name: 'email',
    canTell: ({ emails }) => emails.length > 0,
    tell: async (notice, signal) => {
      const { subject, content } = notice;
      const page = pageOf(subject);
      const file = content.path === undefined ? undefined : fileAt(content.path);
      const result = await mailer.send(
        {
          key: keyOf(notice),
          to: content.emails,
          content: {
            title: content.title,
            paragraphs: content.body.split('\n\n'),
            facts: [],
            links: [
              ...(file === undefined ? [] : [{ text: 'Its file, to be changed by pull request', url: file }]),
              ...(page === undefined ? [] : [{ text: 'Its page', url: page }]),
            ],
            footer:
              'You get this as an owner, or as who stands in for one, by the team files of the catalog.',
          },
        },
        signal,
      );
      if (result.kind !== 'sent') throw new Error(sentenceOf(result));
      return result.missed.length === 0 ? undefined : result.missed.join(' ');
    },
  };
}

/** The title names the day, so that another deadline of the same number is another mail. */
function keyOf({ subject: { kind, id }, trigger, number, content }: SentNotice): string {
  return JSON.stringify(['notice', kind, id, trigger, number, content.title]);
}

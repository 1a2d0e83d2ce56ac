import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import type { NoticeContent } from '../store/installation-tables.ts';

/** A way to tell people, beside the change feed and who subscribes to it. */
export interface NoticeChannel {
  readonly name: 'issue' | 'email';
  /** Whether somebody can be told by it at all. */
  canTell(content: NoticeContent): boolean;
  /**
   * Tells them. It may be called again for the same notice after a crash, and says it once all the same where it can.
   * Rejects when it has to be tried again.
   *
   * @returns whom it could not reach although it reached others; undefined when it reached all
   */
  tell(notice: SentNotice, signal: AbortSignal): Promise<string | undefined>;
}

export interface SentNotice {
  readonly subject: EntityKey;
  readonly trigger: string;
  readonly number: number;
  readonly content: NoticeContent;
}

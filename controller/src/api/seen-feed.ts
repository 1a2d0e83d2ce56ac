import type { ChangeFeed, ChangePage } from '../events/change-feed.ts';
import type { Registry } from '../registry/registry.ts';

/**
 * The feed as somebody may see it. A stretch in which they may see nothing is passed over, so that a page is empty
 * only at the end of the feed.
 */
export function seenFeed(feed: ChangeFeed, registry: Pick<Registry, 'showsEvent'>): ChangeFeed {
  const read = async (after: number, limit: number): Promise<ChangePage> => {
    for (let from = after; ; ) {
      const page = await feed.read(from, limit);
      const changes = page.changes.filter((change) => registry.showsEvent(change));
      if (changes.length > 0 || page.atEnd) return { ...page, changes };
      from = page.next;
    }
  };
  return { bounds: feed.bounds, read };
}

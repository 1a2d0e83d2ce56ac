import { posix } from 'node:path';
import type { Remark } from '../remark.ts';
import type { Runbook } from './read-runbook.ts';

/**
 * Whether files that are linked to lie in the folder of the entry.
 *
 * @param name Of the runbook, within that folder.
 * @param files Names of all files there, the manifest too.
 */
export function checkLinks({ links }: Runbook, name: string, files: ReadonlySet<string>): Remark[] {
  return links.flatMap(({ url, offset, endOffset }): Remark[] => {
    const path = readPath(url);
    if (path === undefined) return [];
    const target = posix.normalize(posix.join(posix.dirname(name), path)).replace(/\/$/, '');
    const isFolder = [...files].some((file) => file.startsWith(`${target}/`));
    if (files.has(target) || target === '.' || isFolder) return [];
    return [
      {
        rule: 'runbook/broken-link',
        message: `The link to ${url.slice(0, 200)} leads to no file in the folder of this entry.`,
        help: 'Add the file, correct the link, or give the full address of a page elsewhere.',
        place: { offset, endOffset },
        about: url.slice(0, 200),
      },
    ];
  });
}

/** The path that a link names relative to its file; undefined for addresses and places within the page. */
function readPath(url: string): string | undefined {
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/|#|\?|$)/i.test(url)) return undefined;
  const path = url.split(/[?#]/, 1)[0] ?? '';
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

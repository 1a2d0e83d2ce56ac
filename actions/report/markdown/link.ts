/** Segments that lead out of the folder that an address names. */
const CLIMBS = /\/(?:\.|%2e){1,2}(?:[/?#]|$)/i;

/**
 * A link to an address that the host gave; only the path of a page in it may come from a report.
 *
 * @param label Markdown
 */
export function link(label: string, address: string): string {
  const safe = encodeURI(address.toWellFormed())
    .replace(/%25(?=[0-9a-f]{2})/gi, '%')
    .replace(/[()'*_|]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return /^https?:\/\//.test(safe) && !CLIMBS.test(safe) ? `[${label}](${safe})` : label;
}
